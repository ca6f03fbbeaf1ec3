using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Musenor.Collections.Quality;

namespace Musenor.Collections.Editing;

/// <summary>What the list of notices to edit shows: all of it stands in its address, so that it can be kept and sent.</summary>
public sealed record NoticeFilter
{
    public const string Path = "/gestion/notices";
    public const int PageSize = 24;
    public const string Published = "publiee";
    public const string Withdrawn = "retiree";
    public const string Incomplete = "completer";
    public const string NoImage = Indicator.NoImage;
    public const string UnreadableDate = "date";

    /// <summary>Orders by their key; with a dash before it, the other way round.</summary>
    public static readonly IReadOnlyList<string> Sorts = ["titre", "musee", "modification"];
    public const string Latest = "-modification";

    private const int Longest = 1_000;

    public string Q { get; init; } = "";

    /// <summary>Identifier of a museum; empty for all those of the person.</summary>
    public string Museum { get; init; } = "";

    /// <summary>Published, withdrawn, or empty for both.</summary>
    public string State { get; init; } = "";

    /// <summary>What is to do in them, a key of <see cref="Indicator"/>; empty for all.</summary>
    public string Todo { get; init; } = "";

    /// <summary>A term that its list does not have, « DOMN:peintures »; empty for all.</summary>
    public string Term { get; init; } = "";

    /// <summary>Changed on this day of Paris or later.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Created or changed by this import; empty for all.</summary>
    public string Import { get; init; } = "";

    public string Sort { get; init; } = Latest;

    public int Page { get; init; } = 1;

    public bool IsEmpty => Q.Length + Museum.Length + State.Length + Todo.Length + Term.Length + Import.Length == 0 && Since is null;

    public static NoticeFilter Read(IQueryCollection query)
    {
        string One(string key, params string[] known) => known.FirstOrDefault(k => k == query[key].ToString()) ?? "";
        var q = EditedFields.Clean(query["q"].ToString());
        return new NoticeFilter
        {
            Q = q.Length > Longest ? q[..Longest] : q,
            Museum = query["musee"].ToString() is { Length: <= 20 } museum ? museum : "",
            State = One("etat", Published, Withdrawn),
            Todo = One("afaire", [.. Indicator.Keys]),
            Term = query["terme"].ToString() is { Length: <= Longest } term ? EditedFields.Clean(term) : "",
            Since = DateOnly.TryParseExact(query["depuis"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            Import = Guid.TryParse(query["import"], out var import) ? $"{import}" : "",
            Sort = One("tri", [.. Sorts, .. Sorts.Select(s => "-" + s)]) is { Length: > 0 } sort ? sort : Latest,
            Page = int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Max(1, page) : 1,
        };
    }

    /// <summary>What keeps the same notices, without order or page: what a form carries along.</summary>
    public IEnumerable<(string Key, string Value)> Pairs() => new[]
    {
        ("q", Q), ("musee", Museum), ("etat", State), ("afaire", Todo), ("terme", Term),
        ("depuis", Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""), ("import", Import),
    }.Where(p => p.Item2.Length > 0);

    public string Address()
    {
        var query = new QueryBuilder();
        foreach (var (key, value) in Pairs())
        {
            query.Add(key, value);
        }

        if (Sort != Latest)
        {
            query.Add("tri", Sort);
        }

        if (Page > 1)
        {
            query.Add("page", Page.ToString(CultureInfo.InvariantCulture));
        }

        return Path + query;
    }

    /// <summary>By this column; asked again, the other way round.</summary>
    public NoticeFilter SortedBy(string key) => this with { Page = 1, Sort = Sort == key ? "-" + key : key == "modification" && Sort != Latest ? Latest : key };
}
