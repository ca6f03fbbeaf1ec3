using Heritage.Standards.Joconde;

namespace Musenor.Collections.Vocabularies;

/// <summary>What there is to say of one term.</summary>
public sealed record TermRemark(string Code, string Term, string Reason, string Remedy);

/// <summary>
/// The terms of the rows of one import, each told once and not row by row: an inventory repeats its words thousands of times. Not for
/// several threads.
/// </summary>
public sealed class TermRemarks(TermControl control)
{
    /// <summary>Beyond it, the list of another kind of file was loaded, or the inventory follows none: the page Qualité counts them all.</summary>
    public const int Most = 2_000;

    private const int MostSeen = 50_000;

    private readonly HashSet<(string Code, string Text)> _seen = [];
    private readonly HashSet<(string Code, string Term)> _told = [];

    public IEnumerable<TermRemark> Of(IReadOnlyDictionary<string, string> fields)
    {
        if (control.IsEmpty || _told.Count > Most)
        {
            yield break;
        }

        if (_seen.Count > MostSeen)
        {
            _seen.Clear(); // only spares work: memory stays bounded on a national file
        }

        foreach (var code in PopVocabulary.Checked)
        {
            if (!fields.TryGetValue(code, out var text) || text.Length == 0 || control.For(code) is null || !_seen.Add((code, text)))
            {
                continue;
            }

            foreach (var finding in control.Check(code, text))
            {
                if (finding.Verdict != TermVerdict.Preferred && _told.Count <= Most && _told.Add((code, finding.Term)))
                {
                    yield return _told.Count > Most ? TooMany(finding) : Remark(finding, control);
                }
            }
        }
    }

    /// <summary>As POP says it, and what to do.</summary>
    public static TermRemark Remark(TermFinding finding, TermControl control)
    {
        var proposals = control.Proposals(finding);
        var said = string.Join(", ", proposals.Select(p => $"« {p} »"));
        var list = $"la liste {finding.List}";
        var (reason, remedy) = finding.Verdict switch
        {
            TermVerdict.Rejected => ($"Cette forme est rejetée par {list}.", $"Écrire {said}."),
            TermVerdict.OtherCase => ($"Ce terme de {list} s’écrit avec d’autres majuscules.", $"Écrire {said}."),
            TermVerdict.NotToUse => ($"Ce mot de {list} sert à classer ; il n’est pas à utiliser.", said.Length > 0 ? $"Choisir un terme plus précis, comme {said}." : "Choisir un terme plus précis."),
            _ => ($"Ce terme ne fait pas partie de {list}.", said.Length > 0 ? $"Vérifier s’il s’agit de {said}." : "Vérifier l’orthographe, ou proposer le terme au ministère."),
        };
        return new TermRemark(finding.Code, finding.Term, $"{reason} Dit une fois : d’autres lignes peuvent l’avoir.", $"{remedy} La notice est importée.");
    }

    private static TermRemark TooMany(TermFinding finding) => new(
        finding.Code, finding.Term, $"Plus de {Most} termes différents ne sont pas dans les listes : les suivants ne sont pas énumérés.",
        "Vérifier que la bonne liste est chargée ; la page Qualité compte tous les termes.");
}
