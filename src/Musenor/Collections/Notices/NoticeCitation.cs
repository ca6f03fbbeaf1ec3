using System.Globalization;
using System.Text;

namespace Musenor.Collections.Notices;

/// <summary>How a notice is cited: in words, and as a RIS record for bibliography software.</summary>
public sealed record NoticeCitation(NoticeView View, Uri Address)
{
    public string Authors => string.Join(", ", View.Notice.Authors.Select(a => a.Name));

    public string Date => View.Notice.DateWords;

    /// <summary>Everything after the title: « 1882, musée des Beaux-Arts, Valenciennes, inv. S.89.30. »</summary>
    public string AfterTitle => string.Join(", ", new[]
    {
        Date, View.Museum.Name, View.Museum.City, View.Notice.Inventory.Current is { Length: > 0 } number ? $"inv. {number}" : "",
    }.Where(p => p.Length > 0));

    /// <summary>RIS, one tag a line, lines ended by CR LF as the format wants. Type ART: a work of art.</summary>
    public string Ris()
    {
        var ris = new StringBuilder();
        void Add(string tag, string value)
        {
            if (value.Length > 0)
            {
                ris.Append(tag).Append("  - ").Append(value.ReplaceLineEndings(" ")).Append("\r\n");
            }
        }

        Add("TY", "ART");
        Add("TI", View.Notice.Title);
        foreach (var author in View.Notice.Authors)
        {
            Add("AU", author.Name);
        }

        Add("PY", View.Notice.Creation is { } span && span.From == span.To ? span.From.ToString(CultureInfo.InvariantCulture) : "");
        Add("DA", Date);
        Add("M3", string.Join(" ; ", View.Notice.Terms("DENO")));
        Add("PB", View.Museum.Name);
        Add("CY", View.Museum.City);
        Add("CN", View.Notice.Inventory.Current);
        Add("ID", View.Ref);
        Add("UR", Address.AbsoluteUri);
        Add("N1", View.IsDemo ? "Notice de démonstration : ne décrit aucune œuvre réelle." : "");
        return ris.Append("ER  - \r\n").ToString();
    }
}
