using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;

namespace Heritage.Standards.Edm;

/// <summary>The ProvidedCHO: every field of a notice that EDM has a place for, one value an element.</summary>
internal static class EdmObject
{
    private static readonly (string Code, string Words)[] Notes =
    [
        ("DESC", ""), ("ETAT", "État : "), ("INSC", "Inscription : "), ("PINS", "Inscription : "), ("ONOM", "Onomastique : "), ("PAUT", "Auteur : "), ("ATTR", "Ancienne attribution : "),
        ("HIST", "Historique : "), ("PEOC", "Original copié : "), ("PUTI", "Utilisation : "), ("COMM", ""),
    ];

    private static readonly (string Code, string Words)[] Ways =
    [
        ("APTN", "Ancienne appartenance : "), ("DACQ", "Date d’acquisition : "), ("STAT", "Statut juridique : "), ("DEPO", "Dépôt : "), ("DDPT", "Date de dépôt : "), ("ADPT", "Ancien dépôt : "),
        ("PDEC", "Découverte : "), ("MANQUANT", "Situation : "),
    ];

    public static void Write(EdmElements to, PublishedWork work, EdmContexts contexts)
    {
        var notice = contexts.Notice;
        Makers(to, contexts);
        to.Text("dc", "description", work.Warning, fr: true);
        Labelled(to, "dc", "description", notice, Notes);
        to.Text("dc", "identifier", work.Reference);
        to.Text("dc", "identifier", notice["REF"]);
        to.Text("dc", "identifier", notice.Inventory.Current.Length == 0 ? "" : $"Inv. {notice.Inventory.Current}");
        to.Text("dc", "rights", notice.Line("COPY"), fr: true);
        to.All("dc", "subject", WorkWords.Subjects(notice));
        contexts.Terms(to, "dc", "subject", "PREP");
        contexts.Terms(to, "dc", "subject", "ECOL");
        to.Text("dc", "title", WorkWords.Title(notice, work.Reference), fr: true);
        contexts.Terms(to, "dc", "type", "DENO");
        contexts.Terms(to, "dc", "type", "DOMN");
        contexts.Terms(to, "dc", "type", "GENE");
        Terms(to, work, contexts);
        if (contexts.Location is { } location)
        {
            to.Link("edm", "currentLocation", location.Address);
        }

        contexts.Terms(to, "edm", "hasType", "UTIL");
        foreach (var code in new[] { "REFMEM", "REFMER", "REFPAL" })
        {
            to.All("edm", "isRelatedTo", notice.Terms(code));
        }

        // Whatever it is that was photographed, a photograph is an image.
        to.Text("edm", "type", "IMAGE");
    }

    /// <summary>The terms of DCMI, in any order (EuropeanaType is a choice).</summary>
    private static void Terms(EdmElements to, PublishedWork work, EdmContexts contexts)
    {
        var notice = contexts.Notice;
        to.All("dcterms", "alternative", WorkWords.OtherTitles(notice));
        to.Text("dcterms", "alternative", WorkWords.HasTitle(notice) ? notice.Line("APPL") : "", fr: true);
        to.Text("dcterms", "created", notice.Creation is { } years ? WorkWords.Years(years) : "");
        to.All("dcterms", "created", notice.Terms("MILL"));
        to.All("dcterms", "extent", WorkWords.Measures(notice));
        to.All("dcterms", "isReferencedBy", notice.Terms("BIBL"));
        foreach (var code in new[] { "RETIF", "WWW" })
        {
            Links(to, notice.Terms(code));
        }

        to.All("dcterms", "medium", WorkWords.Techniques(notice));
        Labelled(to, "dcterms", "provenance", notice, Ways);
        to.All("dcterms", "references", notice.Terms("SREP").Concat(notice.Terms("EXPO")));
        foreach (var place in contexts.Places)
        {
            to.Link("dcterms", "spatial", place.Address);
        }

        to.Text("dcterms", "spatial", contexts.Places.Count == 1 ? "" : notice.Line("PLIEUX"), fr: true);
        to.All("dcterms", "spatial", notice.Terms("GEOHI").Append(notice.Line("DECV")));
        if (contexts.Span is { } span)
        {
            to.Link("dcterms", "temporal", span.Address);
        }

        foreach (var code in new[] { "PERI", "EPOQ", "PERU", "MILU", "DREP" })
        {
            contexts.Terms(to, "dcterms", "temporal", code);
        }
    }

    private static void Makers(EdmElements to, EdmContexts contexts)
    {
        foreach (var author in contexts.Notice.Authors)
        {
            var name = WorkWords.IsContributor(author) ? "contributor" : "creator";
            if (contexts.Agents.FirstOrDefault(a => ReferenceEquals(a.Author, author)).Address is { } address)
            {
                to.Link("dc", name, address);
            }
            else
            {
                to.Text("dc", name, WorkWords.Named(author), fr: true);
            }
        }
    }

    private static void Labelled(EdmElements to, string prefix, string name, JocondeNotice notice, (string Code, string Words)[] fields)
    {
        foreach (var (code, words) in fields)
        {
            if (EdmElements.Clean(notice.Line(code)) is { Length: > 0 } line)
            {
                to.Text(prefix, name, words + line, fr: true);
            }
        }
    }

    /// <summary>An address where it is one.</summary>
    private static void Links(EdmElements to, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            if (Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                to.Link("dcterms", "isReferencedBy", address.AbsoluteUri);
            }
            else
            {
                to.Text("dcterms", "isReferencedBy", value, fr: true);
            }
        }
    }
}
