using Heritage.Standards.Joconde;

namespace Musenor.Collections.Notices;

/// <summary>What a picture of a notice says of itself.</summary>
internal sealed record PictureState
{
    public string Licence { get; init; } = "";

    public string Alt { get; init; } = "";

    public string Credit { get; init; } = "";

    public string Photographer { get; init; } = "";
}

/// <summary>Another published notice of the object, which lists leave out.</summary>
internal sealed record Twin(JocondeNotice Notice, string MuseumId, Beside Beside);

/// <summary>What the columns of a notice tell beside its words.</summary>
/// <param name="Year">The present one: a date after it has not come.</param>
internal sealed record Beside(IReadOnlyList<PictureState> Pictures, int Year)
{
    private static readonly Dictionary<string, string> Unchanged = [];

    public bool HasPicture => Pictures.Count > 0;

    /// <summary>The site of its source shows pictures of it.</summary>
    public bool HasPictureElsewhere { get; init; }

    /// <summary>There is a picture to see, here or at its source.</summary>
    public bool IsShown => HasPicture || HasPictureElsewhere;

    /// <summary>Codes of the networks that it comes from.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Field → terms of the vocabulary in place of those of the source, where they differ.</summary>
    public IReadOnlyDictionary<string, string> Harmonised { get; init; } = Unchanged;

    /// <summary>The notices that it leads: lists show it for them, so it is found by what they say.</summary>
    public IReadOnlyList<Twin> Twins { get; init; } = [];

    /// <summary>Its words as facets count them.</summary>
    public JocondeNotice Shown(JocondeNotice notice) => Harmonised.Count == 0 ? notice
        : new JocondeNotice(new Dictionary<string, string>([.. notice.Fields.Where(f => !Harmonised.ContainsKey(f.Key)), .. Harmonised]));

    public static Beside Of(NoticeStore.Stored notice, IReadOnlyList<PictureState> pictures, int year) => new(pictures, year)
    {
        HasPictureElsewhere = Elsewhere.Read(notice.Origin) is { HasPicture: true },
        Sources = [.. notice.Source is { } source ? [source] : Array.Empty<string>(), .. notice.Also.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
        Harmonised = notice.Harmonised.Length == 0 ? Unchanged : FieldsJson.Read(notice.Harmonised),
    };
}
