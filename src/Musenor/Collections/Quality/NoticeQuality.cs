using Heritage.Standards.Joconde;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Collections.Vocabularies;
using Musenor.Web;

namespace Musenor.Collections.Quality;

/// <summary>One thing to see to in a notice.</summary>
/// <param name="Code">Field of the form where it is mended; empty where the form has none.</param>
public sealed record QualityLine(string Code, string Text);

/// <summary>What the panel of the editor tells of one notice, beside what the « fiche minimum » lacks.</summary>
public sealed class NoticeQuality(LoadedVocabularies vocabularies, TimeProvider clock)
{
    private static readonly Texts Words = Texts.Of("Collections");

    public async Task<IReadOnlyList<QualityLine>> Run(OpenedNotice opened, CancellationToken stop = default)
    {
        var notice = opened.Notice;
        var control = (await vocabularies.Current(stop)).Control;
        var lines = new List<QualityLine>();
        if (MinimumRecord.HasUnreadableDate(notice))
        {
            lines.Add(new(notice["MILL"].Length > 0 ? "MILL" : "PERI", Words["Quality.Panel.date"]));
        }

        lines.AddRange(Plausibility.Of(notice, ParisDay.Today(clock).Year).Select(d => new QualityLine(d.Code, Words[$"Quality.Doubt.{d.Kind}", d.What, d.Against])));
        lines.AddRange(ReviewReader.Doubts(control, notice).Select(f => Term(f, control)));
        var images = opened.View.Images;
        void Images(string key, int count)
        {
            if (count > 0)
            {
                lines.Add(new(key == "credit" ? "PHOT" : "", Words[$"Quality.Panel.{key}", count]));
            }
        }

        Images("alt", images.Count(i => i.Alt.Length == 0));
        Images("licence", images.Count(i => i.Licence.Length == 0));
        Images("credit", notice["PHOT"].Length > 0 ? 0 : images.Count(i => i.Credit.Length == 0));
        if (images.Count == 0)
        {
            lines.Add(new("", Words["Quality.Panel.image"]));
        }

        if (notice["LIEUX"].Length == 0 && notice["DECV"].Length == 0)
        {
            lines.Add(new("LIEUX", Words["Quality.Panel.lieu"]));
        }

        return lines;
    }

    private static QualityLine Term(TermFinding finding, TermControl control)
    {
        var proposals = string.Join(", ", control.Proposals(finding).Select(p => $"« {p} »"));
        return new(finding.Code, Words[$"Terms.{finding.Verdict}", finding.Term, EditedFields.Label(finding.Code)] + (proposals.Length > 0 ? " " + Words["Terms.Proposals", proposals] : ""));
    }
}
