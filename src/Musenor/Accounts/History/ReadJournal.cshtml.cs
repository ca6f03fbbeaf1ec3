using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Accounts.Access;
using Musenor.Accounts.Memberships;
using Musenor.Web;
using Musenor.Web.Components;

namespace Musenor.Accounts.History;

[Needs(nameof(Rights.ReadJournal))]
public sealed class ReadJournalPage(ReadJournal journal, MuseumNames museums) : PageModel
{
    public ReadJournal.Query Query { get; private set; } = null!;

    public ReadJournal.Found Found { get; private set; } = null!;

    public MuseumNames.Known Names { get; private set; } = null!;

    public IEnumerable<MuseumName> Museums => Names.Choices(HttpContext.Known().Museums(Rights.ReadJournal));

    /// <summary>A référent of several museums reads one at a time.</summary>
    public bool SeesAll => HttpContext.Known().Museums(Rights.ReadJournal) is null;

    public async Task OnGet(CancellationToken stop)
    {
        Query = Read(Request);
        Names = await museums.Read(stop);
        Found = await journal.Run(HttpContext.Known(), Query, stop);
    }

    internal static ReadJournal.Query Read(HttpRequest request)
    {
        string Said(string key) => request.Query[key].FirstOrDefault() ?? "";
        return new ReadJournal.Query(Said("qui"), Said("musee"), Said("action"), Said("objet"), Said("du"), Said("au"), Paging.Asked(request));
    }

    internal static async Task Csv(HttpContext context, ReadJournal journal, MuseumNames museums, WriteExport export, CancellationToken stop)
    {
        var (query, names, words) = (Read(context.Request), await museums.Read(stop), Texts.Of("Accounts"));
        // The person looked for is not written down: it is a name or an address.
        await export.Journalled(context.Known(), "journal", query.Museum, string.Join(' ', new[] { query.Action, query.Thing, query.From, query.To }.Where(t => t.Length > 0)), stop);
        string[] headings = [words["Instant"], words["PersonWord"], words["Museum"], words["ActionWord"], words["ObjectKind"], words["ObjectWord"], words["Before"], words["After"], words["Reason"]];
        await CsvAnswer.Write(context, "journal.csv", headings, Rows(journal.All(context.Known(), query, stop), names), stop);
    }

    private static async IAsyncEnumerable<IReadOnlyList<string>> Rows(IAsyncEnumerable<JournalLine> lines, MuseumNames.Known names)
    {
        await foreach (var line in lines)
        {
            yield return [ParisDay.Wall(line.At).ToString("yyyy-MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), line.Name, names[line.MuseumId],
                JournalWords.Action(line.Action), line.ObjectKind, line.ObjectId, line.Before ?? "", line.After ?? "", line.Reason];
        }
    }
}
