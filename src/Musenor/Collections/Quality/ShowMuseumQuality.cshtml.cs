using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Quality.Bulk;
using Musenor.Collections.Vocabularies;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Collections.Quality;

/// <summary>/gestion/qualite/{museum}: what is to do in a museum's notices, each count leading to just those notices.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ShowMuseumQualityPage(ReadQuality read, ReadTrend trend, LoadedVocabularies vocabularies) : FormPage
{
    public MuseumQuality Found { get; private set; } = null!;

    public TermCoverage Terms { get; private set; } = null!;

    public MuseumTrend Trend { get; private set; } = null!;

    public bool HasLists { get; private set; }

    public async Task<IActionResult> OnGet(string museum, CancellationToken stop = default)
    {
        if (await read.Of(HttpContext.Known(), museum, stop) is not { } found)
        {
            // Told apart for nobody: what is not theirs is refused whether it exists or not.
            return Turn(new Outcome.Refused(Texts.Of("Collections")["Edit.Refused"]), _ => NotFound());
        }

        Found = found;
        HasLists = !(await vocabularies.Current(stop)).Control.IsEmpty;
        Terms = await read.Terms(found.Museum.Id, Paging.Asked(Request), stop);
        Trend = new MuseumTrend(found.Museum.Id, await trend.Months(found.Museum.Id, stop), HasLists);
        return Page();
    }

    public NoticeFilter Filter(Indicator indicator) => new() { Museum = Found.Museum.Id, Todo = indicator.Key, State = NoticeFilter.Published };

    public NoticeFilter Filter(DoubtfulTerm term) => new() { Museum = Found.Museum.Id, Term = term.Key, State = NoticeFilter.Published };

    /// <summary>The form of the change by lot, filled with the term and its likeliest remedy.</summary>
    public string ReplaceBy(TermCount term, string proposal) => BulkLinks.With(Filter(term.Term), new BulkChange(BulkChange.Replace, term.Term.Code, term.Term.Term, proposal, false));
}
