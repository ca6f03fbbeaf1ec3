namespace Musenor.Interop.JocondeExport;

/// <summary>A notice with what a sending needs to know of it: its words, its photographs, what POP has already.</summary>
public sealed record SourceNotice
{
    public string Ref { get; init; } = "";
    public string? JocondeRef { get; init; }
    public string MuseumId { get; init; } = "";
    public string Fields { get; init; } = "";
    public bool IsDemo { get; init; }
    public string State { get; init; } = "";
    public long Revision { get; init; }

    public IReadOnlyList<SourceImage> Images { get; init; } = [];

    /// <summary>What was sent of it last; null when nothing was.</summary>
    public SentNotice? Sent { get; init; }
}

/// <summary>A photograph of a notice, and its master.</summary>
public sealed record SourceImage
{
    public string Ref { get; init; } = "";
    public int Position { get; init; }
    public string? MasterHash { get; init; }
    public string Licence { get; init; } = "";
    public string Credit { get; init; } = "";
    public string Photographer { get; init; } = "";
    public string FileName { get; init; } = "";
    public string Kind { get; init; } = "";

    /// <summary>Of the master; null when it is not known.</summary>
    public int? MasterWidth { get; init; }

    public int? MasterHeight { get; init; }

    public string? MasterKind { get; init; }

    public long? MasterBytes { get; init; }
}

/// <summary>What is remembered of a notice that was sent.</summary>
public sealed record SentNotice
{
    public string Ref { get; init; } = "";
    public string JocondeRef { get; init; } = "";
    public string PackageId { get; init; } = "";
    public DateTimeOffset SentAt { get; init; }
    public long Revision { get; init; }
    public bool IsChanged { get; init; }
    public string ContentHash { get; init; } = "";
    public string ImagesHash { get; init; } = "";
    public string Codes { get; init; } = "";
    public DateTimeOffset? OnlineAt { get; init; }
    public DateTimeOffset? RefusedAt { get; init; }
    public string Details { get; init; } = "";

    public IReadOnlyList<string> FilledCodes => Codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
