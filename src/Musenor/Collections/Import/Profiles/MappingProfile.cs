using Musenor.Collections.Import.Reading;

namespace Musenor.Collections.Import.Profiles;

/// <summary>How the files of one museum's software become Joconde notices. A value: saved, versioned, exported whole.</summary>
public sealed record MappingProfile
{
    public const int LongestName = 100;
    public const int MostRules = 240;

    public string Name { get; init; } = "";

    /// <summary>Inventory software that makes the files; may be empty.</summary>
    public string Software { get; init; } = "";

    public SourceHints Source { get; init; } = SourceHints.None;

    /// <summary>Columns that no rule names go where their own name says (code, label of POP, name in the open data); else they are ignored.</summary>
    public bool KeepsOthers { get; init; } = true;

    /// <summary>The five mandatory fields are asked for, as POP does.</summary>
    public bool IsPop { get; init; }

    /// <summary>In the order of the page; several of one field are concatenated in this order.</summary>
    public IReadOnlyList<MappingRule> Rules { get; init; } = [];

    /// <summary>Field to the value of every row that has no other.</summary>
    public IReadOnlyDictionary<string, string> Fixed { get; init; } = new Dictionary<string, string>();

    /// <summary>Field to what parts the values of several columns; « ; » between spaces where nothing is said.</summary>
    public IReadOnlyDictionary<string, string> Separators { get; init; } = new Dictionary<string, string>();

    // Values, whatever lists hold them: two equal profiles are one version.
    public bool Equals(MappingProfile? other) => other is not null && ProfileJson.Write(this) == ProfileJson.Write(other);

    public override int GetHashCode() => ProfileJson.Write(this).GetHashCode(StringComparison.Ordinal);
}

/// <summary>One column to one field.</summary>
/// <param name="Column">As the header writes it; case, accents and blanks do not matter.</param>
/// <param name="Field">Joconde code; empty: the column is left aside on purpose.</param>
public sealed record MappingRule(string Column, string Field)
{
    /// <summary>What parts the items of a list in the source: « | », « , »… Empty: the cell is one text.</summary>
    public string List { get; init; } = "";

    /// <summary>Transformations in order, as <see cref="Transformation"/> reads them.</summary>
    public IReadOnlyList<string> Steps { get; init; } = [];
}

/// <summary>A profile in one of its versions, as an import uses it.</summary>
/// <param name="Id">Empty for a preset of the house.</param>
internal sealed record ProfileInUse(string Id, int Version, MappingProfile Profile)
{
    /// <summary>For the options of an import: the same words, the same result.</summary>
    public string Mark => $"profil={Id}@{Version}";
}
