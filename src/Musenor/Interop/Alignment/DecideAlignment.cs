using Dapper;
using Heritage.Standards.Text;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Vocabularies;
using Musenor.Interop.Mapping;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Alignment;

/// <summary>A person says what a term of a source is in the vocabulary, or that it is not what was proposed.</summary>
internal sealed class DecideAlignment(Once once, Journal journal, LoadedVocabularies vocabularies, MappingBell bell, TimeProvider clock)
{
    public const string AcceptAction = "alignment.accept";
    public const string RefuseAction = "alignment.refuse";
    public const int LongestConcept = 120;

    public static readonly IReadOnlyList<string> Matches = ["exact", "close", "broad"];

    /// <param name="TermKey">Of the line.</param>
    /// <param name="Accepts">False: it is none of the vocabulary's, the words of the source stand.</param>
    public sealed record Form(string Source, string Field, string TermKey, string Concept, string Match, bool Accepts, string? Key = null);

    /// <summary>Done with the key of the term. The works follow at once, behind the page.</summary>
    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        var words = Texts.Of("Interop");
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(words["Alignment.Refused"]);
        }

        var concept = Folding.Blanks(form.Concept);
        if (form.Accepts && await Check(form with { Concept = concept }, stop) is { } problem)
        {
            return problem;
        }

        var outcome = await once.Write(form.Key, $"DecideAlignment:{who.Id}", async (connection, transaction) =>
        {
            var term = await connection.QueryFirstOrDefaultAsync<AlignedTerm>("""
                select field, term_key, term, uses, concept, match, status, confidence, account_id, revision from alignment
                where source = @Source and field = @Field and term_key = @TermKey
                """, form, transaction);
            if (term is null)
            {
                return new Outcome.Missing();
            }

            var now = form.Accepts
                ? new FoundConcept(concept, form.Match, AlignmentStatus.Accepted, 100)
                : new FoundConcept(term.Concept, term.Match, AlignmentStatus.Refused, 100);
            await AlignTerms.Write(connection, transaction, form.Source, term, now, who.AccountId ?? "", clock.GetUtcNow());
            await journal.Write(connection, transaction, new Journal.Entry(who, form.Accepts ? AcceptAction : RefuseAction, "alignment", $"{form.Source}/{form.Field}/{term.TermKey}")
            {
                Before = $"{term.Term} → {term.Concept} ({term.Status})",
                After = $"{term.Term} → {now.Concept} ({now.Status})",
            });
            return new Outcome.Done(term.TermKey);
        }, stop);
        bell.Ring();
        return outcome;
    }

    private async Task<Outcome?> Check(Form form, CancellationToken stop)
    {
        var words = Texts.Of("Interop");
        if (form.Concept.Length is 0 or > LongestConcept)
        {
            return new Outcome.Invalid("concept", words[form.Concept.Length == 0 ? "Alignment.NoConcept" : "Alignment.LongConcept", LongestConcept]);
        }

        if (!Matches.Contains(form.Match))
        {
            return new Outcome.Invalid("lien", words["Alignment.NoMatch"]);
        }

        // Where a list is loaded, a term that it does not have would make a vocabulary of our own.
        return (await vocabularies.Current(stop)).Control.For(form.Field) is { } list && !list.IsPreferred(form.Concept)
            ? new Outcome.Invalid("concept", words["Alignment.NotInList", form.Concept, list.Name]) : null;
    }
}
