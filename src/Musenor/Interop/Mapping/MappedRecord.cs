using Musenor.Collections.Notices;

namespace Musenor.Interop.Mapping;

/// <summary>Why a record stays in quarantine.</summary>
internal sealed record MappingFault(string Code, string Message)
{
    public const string MissingId = "MISSING-ID";
    public const string MissingTitle = "MISSING-TITLE";
    public const string BadDate = "BAD-DATE";
    public const string BadRights = "BAD-RIGHTS";
    public const string Duplicate = "DUP";
    public const string Mapping = "MAPPING";

    /// <summary>The one that another record of the source has; empty for other faults.</summary>
    public string Reference { get; init; } = "";
}

/// <summary>What a mapping made of one record.</summary>
internal sealed record MappedRecord
{
    /// <summary>Beside the Joconde codes, where rules may put values.</summary>
    public static readonly IReadOnlyList<string> Targets = ["@museum", "@code", "@city", "@page", "@picture", "@manifest", "@rights", "@rights?", "@begin", "@end"];

    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public string MuseumName { get; init; } = "";

    public string MuseumCity { get; init; } = "";

    /// <summary>Muséofile code; empty where the record gives none.</summary>
    public string MuseumCode { get; init; } = "";

    public Elsewhere Elsewhere { get; init; } = Elsewhere.None;

    public MappingFault? Fault { get; init; }

    /// <summary>originDescription that the source sent along: the hops before it. Empty for most.</summary>
    public string Nested { get; init; } = "";

    /// <summary>Terms of the fields that are aligned, cut as facets cut them.</summary>
    public IReadOnlyList<(string Field, string Term)> Terms { get; init; } = [];
}
