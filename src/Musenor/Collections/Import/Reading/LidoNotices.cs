using System.Xml;
using Heritage.Standards.Joconde;
using Heritage.Standards.Lido;

namespace Musenor.Collections.Import.Reading;

/// <summary>Records of LIDO, alone or in an answer of OAI-PMH. Their line is their rank in the file.</summary>
internal sealed class LidoNotices : SourceReading
{
    private readonly Func<TextReader> _open;

    private LidoNotices(Func<TextReader> open) => _open = open;

    public override string Name => "LIDO";

    /// <summary>Reads the whole text once: what is broken half-way is not imported by halves.</summary>
    public static (LidoNotices? Notices, string? Refusal) Open(Func<TextReader> open)
    {
        using (var head = open())
        {
            if (!LidoReader.LooksLike(head))
            {
                return (null, "c’est du XML ou une page web, et pas du LIDO (ou du LIDO avec un DOCTYPE, refusé par sécurité) : cet import lit le LIDO 1.0 et 1.1, le CSV, l’Excel, l’ajout piloté et le JSON de l’open data.");
            }
        }

        long number = 0;
        try
        {
            using var text = open();
            foreach (var notice in LidoReader.Read(text))
            {
                number = notice.Number;
            }
        }
        catch (XmlException e)
        {
            return (null, $"le XML se rompt à la ligne {e.LineNumber}, colonne {e.LinePosition}, après la notice {number} : l’exporter de nouveau.");
        }

        return number == 0 ? (null, "aucune notice détectée : ce fichier LIDO est vide.") : (new LidoNotices(open), null);
    }

    public override IEnumerable<RawRow> Rows()
    {
        using var text = _open();
        foreach (var notice in LidoReader.Read(text))
        {
            yield return new RawRow(notice.Number, null, notice.Fields, notice.Problem)
            {
                Repairs = notice.Remarks,
                Museum = new MuseumMention(notice.MuseumName, notice.MuseumCity, "", "", null, null),
            };
        }
    }
}
