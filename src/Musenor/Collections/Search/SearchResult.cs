using System.Globalization;
using Musenor.Collections.Harvested;
using Musenor.Collections.Media;
using Musenor.Collections.Notices;
using Musenor.Museums;

namespace Musenor.Collections.Search;

/// <summary>One notice as lists show it.</summary>
public sealed record NoticeLine
{
    public required string Ref { get; init; }

    public required string InventoryNumber { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyList<string> Authors { get; init; }

    /// <summary>As the source wrote it: year where there is one, else period.</summary>
    public required string Date { get; init; }

    public required string Technique { get; init; }

    public required Museum Museum { get; init; }

    public required bool IsDemo { get; init; }

    public NoticeImage? Image { get; init; }

    /// <summary>True in the back office only: public lists have none.</summary>
    public bool IsWithdrawn { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it entered the portal.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Codes of the networks that have the work; none for a notice of this portal.</summary>
    public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>Name of the network that it was harvested from; null for a notice of this portal.</summary>
    public string? SourceName { get; init; }

    /// <summary>What its source shows of it.</summary>
    public Elsewhere Elsewhere { get; init; } = Elsewhere.None;

    /// <summary>The site of its source shows pictures of it.</summary>
    public bool HasPictureElsewhere => Elsewhere.HasPicture;

    /// <summary>Codes that the « fiche minimum » asks for and the notice lacks.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    public bool HasUnreadableDate { get; init; }

    public string Address => $"/notices/{Uri.EscapeDataString(Ref)}";

    /// <summary>The address that remembers the search it is reached from, for « retour » and « suivante »: no cookie does.</summary>
    /// <param name="index">Place on the page of results, from 0.</param>
    public string AddressIn(SearchState state, int index)
    {
        var place = ((state.Page - 1) * SearchState.PageSize) + index + 1;
        var query = (state with { Page = 1 }).Query();
        return $"{Address}{(query.Length == 0 ? "?" : query + "&")}o={place.ToString(CultureInfo.InvariantCulture)}";
    }
}

/// <summary>A stored picture of a notice. Sizes in pixels.</summary>
public sealed record NoticeImage
{
    private const int Headers = 900;

    public string Id { get; init; } = "";

    public string Ref { get; init; } = "";

    public int Position { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    /// <summary>Bytes of the file at each width of <see cref="Pictures.Widths"/>, parted by blanks.</summary>
    public string Bytes { get; init; } = "";

    public string Credit { get; init; } = "";

    public string Licence { get; init; } = "";

    public string Alt { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Caption { get; init; } = "";

    public string Photographer { get; init; } = "";

    /// <summary>As the museum called it.</summary>
    public string FileName { get; init; } = "";

    /// <summary>SHA-256 of the file as it came; null for a drawing.</summary>
    public string? MasterHash { get; init; }

    /// <summary>Average, then main ones, in hexadecimal; may be empty.</summary>
    public string Colours { get; init; } = "";

    /// <summary>See Sql/0081_photograph.sql.</summary>
    public string Downloads { get; init; } = "";

    /// <summary>Where its file's name puts it among the views; empty once a person ordered them.</summary>
    public string ViewKey { get; init; } = "";

    /// <summary>The picture that shows the state before; null for most.</summary>
    public string? BeforeId { get; init; }

    /// <summary>The picture at a width of the list in Media; higher widths than the picture's own answer its own.</summary>
    public string Address(int width) => $"/images/{Id}-{width}.webp";

    /// <summary>What fetching the picture at a width costs at most, headers included: for the weight told by the page.</summary>
    public long Weight(int width)
    {
        var bytes = Bytes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var at = Array.IndexOf(Pictures.Widths, width);
        return Headers + (at >= 0 && at < bytes.Length ? long.Parse(bytes[at], CultureInfo.InvariantCulture) : 0);
    }

    /// <summary>The height at a width, for the page to keep its place.</summary>
    public int HeightAt(int width) => Math.Max(1, (int)Math.Round((double)Height * Math.Min(width, Width) / Width));
}

/// <summary>A value of a facet with what choosing it would give.</summary>
public sealed record FacetCount(string Value, string Label, int Count, bool IsChosen);

/// <summary>What one search answers.</summary>
public sealed record SearchResult
{
    public required SearchState State { get; init; }

    /// <summary>The query as understood, said in French; empty when nothing was typed.</summary>
    public required string Restated { get; init; }

    /// <summary>True when only words were typed, without operator, field or quote.</summary>
    public required bool IsPlain { get; init; }

    /// <summary>Keys of texts that say how a malformed query was repaired.</summary>
    public required IReadOnlyList<string> Repairs { get; init; }

    public required int Total { get; init; }

    public required int Page { get; init; }

    public int Pages => Math.Max(1, (Total + SearchState.PageSize - 1) / SearchState.PageSize);

    public required IReadOnlyList<NoticeLine> Lines { get; init; }

    /// <summary>Facet key → its most frequent values, chosen ones first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<FacetCount>> Facets { get; init; }

    /// <summary>What the networks are called.</summary>
    public required NoticeSources.Snapshot Sources { get; init; }

    public required double Milliseconds { get; init; }
}
