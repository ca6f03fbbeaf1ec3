namespace Musenor.Interop.JocondeExport;

/// <summary>A package for POP, from the wish to what became of it.</summary>
public sealed record Package
{
    public const string Waiting = "waiting";
    public const string Building = "building";
    public const string Ready = "ready";
    public const string Empty = "empty";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string Sent = "sent";

    public string Id { get; init; } = "";
    public string MuseumId { get; init; } = "";
    public string Name { get; init; } = "";
    public string Filter { get; init; } = "";
    public string Scope { get; init; } = Selection.Changes;
    public string Format { get; init; } = Selection.Csv;
    public string State { get; init; } = Waiting;
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? ReadyAt { get; init; }
    public DateTimeOffset? SentAt { get; init; }
    public string Problem { get; init; } = "";
    public int Total { get; init; }
    public int Done { get; init; }
    public int Notices { get; init; }
    public int LeftOut { get; init; }
    public int Images { get; init; }
    public bool IsOutside { get; init; }

    /// <summary>The run that makes it, empty while none does: another one changes nothing of it.</summary>
    public string Holder { get; init; } = "";

    public IReadOnlyList<PackageFile> Files { get; init; } = [];

    public bool IsUnderWay => State is Waiting or Building;

    public Selection Selection => new(MuseumId, Selection.ReadFilter(Filter)) { Name = Name, Scope = Scope, Format = Format };

    public static string NewHolder() => Guid.NewGuid().ToString("N");

    public static Package Of(Selection selection, DateTimeOffset now, bool isOutside) => new()
    {
        Id = Guid.CreateVersion7().ToString(),
        MuseumId = selection.MuseumId,
        Name = selection.Name,
        Filter = (selection.Filter with { Museum = selection.MuseumId, Page = 1 }).Address(),
        Scope = selection.Scope,
        Format = selection.Format,
        AskedAt = now,
        IsOutside = isOutside,
        State = isOutside ? Building : Waiting,
        Holder = isOutside ? NewHolder() : "",
    };
}

/// <summary>One zip of a package, with its reports beside it.</summary>
public sealed record PackageFile
{
    public string PackageId { get; init; } = "";
    public int Position { get; init; }

    /// <summary>« J_M0160-0001_2026-11-27 », without extension.</summary>
    public string Name { get; init; } = "";

    public long Bytes { get; init; }
    public int Notices { get; init; }
    public int Images { get; init; }
}

/// <summary>One notice as it stands in a package: written line by line on the disk, so that memory does not grow with their number.</summary>
public sealed record SpooledNotice(string Ref, string JocondeRef, long Revision, string ContentHash, string ImagesHash, string Codes)
{
    /// <summary>Code to text, REFIM included where images go with it.</summary>
    public required IReadOnlyDictionary<string, string> Values { get; init; }

    /// <summary>Codes that POP holds and that are blank now.</summary>
    public IReadOnlyList<string> Emptied { get; init; } = [];

    public IReadOnlyList<MakeImages.Made> Images { get; init; } = [];

    /// <summary>About what it adds to a zip.</summary>
    public long Weight => Images.Sum(i => i.Bytes + 300) + Values.Sum(v => v.Value.Length + 4L);
}
