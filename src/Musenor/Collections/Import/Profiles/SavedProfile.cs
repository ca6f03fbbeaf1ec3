namespace Musenor.Collections.Import.Profiles;

/// <summary>A profile of the database, in its latest version.</summary>
internal sealed record SavedProfile
{
    public string Id { get; init; } = "";

    /// <summary>Null: of the network.</summary>
    public string? MuseumId { get; init; }

    public string Name { get; init; } = "";

    public int Version { get; init; }

    public string Definition { get; init; } = "";

    /// <summary>JSON of <see cref="ProfileSample"/>; null when there is none.</summary>
    public string? Sample { get; init; }

    public DateTimeOffset SavedAt { get; init; }

    /// <summary>Who saved this version; empty for an operator.</summary>
    public string By { get; init; } = "";

    public MappingProfile Profile => ProfileJson.Read(Definition);

    public ProfileInUse InUse => new(Id, Version, Profile);
}

/// <summary>One version in the history.</summary>
internal sealed record ProfileVersion
{
    public int Version { get; init; }

    public string Definition { get; init; } = "";

    public DateTimeOffset SavedAt { get; init; }

    public string By { get; init; } = "";
}

/// <summary>Columns and first rows of a real file.</summary>
public sealed record ProfileSample(string Name, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    public static readonly ProfileSample None = new("", [], []);

    /// <summary>Rows that a preview shows.</summary>
    public const int Shown = 5;
}
