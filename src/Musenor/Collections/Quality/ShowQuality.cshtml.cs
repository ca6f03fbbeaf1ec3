using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Collections.Vocabularies;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Collections.Quality;

/// <summary>/gestion/qualite: the museums of a person, each beside its own past and not beside the others.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ShowQualityPage(ReadQuality read, ReadTrend trend, LoadedVocabularies vocabularies) : PageModel
{
    /// <summary>Columns of the table: what a museum can do most about.</summary>
    public static readonly IReadOnlyList<Indicator> Columns = [.. new[] { "completer", Indicator.NoImage, "alt", "licence", Indicator.Terms }.Select(k => Indicator.All[Indicator.At(k)])];

    private const int PageSize = 40;
    private static readonly Texts Words = Texts.Of("Collections");
    private const string ByMuseum = "musee";
    private const string ByProgress = "progression";

    public IReadOnlyList<MuseumQuality> Museums { get; private set; } = [];

    public IReadOnlyDictionary<string, Progress> Progress { get; private set; } = new Dictionary<string, Progress>();

    public IReadOnlyList<Indicator> Shown { get; private set; } = Columns;

    public string Sort { get; private set; } = ByMuseum;

    public int Total { get; private set; }

    public int Number { get; private set; } = 1;

    public int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    public async Task OnGet(string? tri = null, CancellationToken stop = default)
    {
        var museums = await read.Run(HttpContext.Known(), stop);
        Progress = await trend.Progress(museums, stop);
        Shown = (await vocabularies.Current(stop)).Control.IsEmpty ? [.. Columns.Where(c => c.Key != Indicator.Terms)] : Columns;
        var key = tri?.TrimStart('-') ?? "";
        Sort = key == ByMuseum || key == ByProgress || key == "notices" || Shown.Any(c => c.Key == key) ? tri! : ByMuseum;
        Total = museums.Count;
        Number = Math.Clamp(Paging.Asked(Request), 1, Pages);
        Museums = [.. Ordered(museums).Skip((Number - 1) * PageSize).Take(PageSize)];
    }

    public string Address(string key) => $"{QualitySetup.Path}?tri={(Sort == key ? "-" : "")}{key}";

    /// <summary>On a phone the table has no head to sort by.</summary>
    public Field Order() => new("tri", Words["Search.SortBy"])
    {
        Type = "select",
        Value = Sort,
        Choices = [.. new[] { (ByMuseum, Words["Table.Museum"]), ("notices", Words["Quality.Notices"]) }.Concat(Shown.Select(c => (c.Key, Words[$"Quality.Good.{c.Key}"]))).Append((ByProgress, Words["Quality.Progress"]))
            .SelectMany(k => new[] { new Choice(k.Item1, Words["Quality.Ascending", k.Item2]), new Choice("-" + k.Item1, Words["Quality.Descending", k.Item2]) })],
    };

    public string? Sorted(string key) => Sort == key ? "ascending" : Sort == "-" + key ? "descending" : null;

    private List<MuseumQuality> Ordered(IReadOnlyList<MuseumQuality> museums)
    {
        var key = Sort.TrimStart('-');
        // In the order of the directory where two are equal.
        var ordered = key switch
        {
            ByMuseum => museums.ToList(),
            ByProgress => [.. museums.OrderBy(m => Progress.GetValueOrDefault(m.Museum.Id)?.Points ?? double.MinValue)],
            "notices" => [.. museums.OrderBy(m => m.Notices)],
            _ => [.. museums.OrderBy(m => m.Good(Shown.Single(c => c.Key == key)))],
        };
        if (Sort.StartsWith('-'))
        {
            ordered.Reverse();
        }

        return ordered;
    }
}
