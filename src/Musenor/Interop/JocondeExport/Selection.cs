using Microsoft.AspNetCore.WebUtilities;
using Musenor.Collections.Editing;

namespace Musenor.Interop.JocondeExport;

/// <summary>What a package is made of: a museum, a list of its notices under a filter, and how much of it.</summary>
/// <param name="MuseumId">One museum: POP's numbers and rights are a museum's.</param>
/// <param name="Filter">The list of the back office, with its query; kept as its address.</param>
public sealed record Selection(string MuseumId, NoticeFilter Filter)
{
    public const string Changes = "changes";
    public const string All = "all";
    public const string Csv = "csv";
    public const string Pilot = "pilot";

    /// <summary>Of a campaign; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary><see cref="Changes"/>: what POP does not have yet, or has otherwise; <see cref="All"/>: everything chosen.</summary>
    public string Scope { get; init; } = Changes;

    public string Format { get; init; } = Csv;

    public bool OnlyNews => Scope == Changes;

    public bool IsPilot => Format == Pilot;

    /// <summary>Withdrawn notices never leave.</summary>
    public NoticeFilter Wanted => Filter with { Museum = MuseumId, State = NoticeFilter.Published, Sort = "titre", Page = 1 };

    public static NoticeFilter ReadFilter(string address)
    {
        var query = address.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? address[at..] : "";
        return NoticeFilter.Read(new QueryCollection(QueryHelpers.ParseQuery(query)));
    }
}
