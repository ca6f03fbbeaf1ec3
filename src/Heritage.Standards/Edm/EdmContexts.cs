using System.Globalization;
using Heritage.Standards.Dates;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;

namespace Heritage.Standards.Edm;

/// <summary>The contextual classes of one work: who (edm:Agent), where (edm:Place), when (edm:TimeSpan), which terms (skos:Concept).</summary>
internal sealed class EdmContexts
{
    private readonly PublishedWork _work;
    private readonly Dictionary<string, string> _concepts = new(StringComparer.Ordinal);

    public EdmContexts(PublishedWork work)
    {
        _work = work;
        Notice = work.Told();
        Agents = [.. Notice.Authors.Where(a => a.Qualifier is null && EdmElements.Clean(a.Name).Length > 0).Select((author, at) => (author, Own("auteur", at)))];
        Places = [.. Notice.Places.Select(p => (string.Join(", ", p.Parts), p.Kind)).Where(p => EdmElements.Clean(p.Item1).Length > 0).DistinctBy(p => p.Item1).Select((place, at) => (place.Item1, place.Kind, Own("lieu", at)))];
        Location = Where();
        Span = Notice.Creation is { } years && EdmElements.Clean(Notice.DateWords).Length > 0 ? (Notice.DateWords, years, $"{work.Page.AbsoluteUri}#date") : null;
    }

    /// <summary>Its words, without markup.</summary>
    public JocondeNotice Notice { get; }

    /// <summary>Makers who are surely so; « atelier de X » is told in words, since it is not X.</summary>
    public IReadOnlyList<(Author Author, string Address)> Agents { get; }

    public IReadOnlyList<(string Words, string? Kind, string Address)> Places { get; }

    public (string Words, string Address, bool IsMuseum)? Location { get; }

    public (string Words, YearSpan Years, string Address)? Span { get; }

    /// <summary>Terms of a field: the address of each in its vocabulary where it has one, and then a concept is written; else its words.</summary>
    public void Terms(EdmElements to, string prefix, string name, string code)
    {
        foreach (var term in Notice.Terms(code))
        {
            if (_work.Concept(code, term) is { } address && EdmElements.Clean(term) is { Length: > 0 } label)
            {
                _concepts.TryAdd(address, label);
                to.Link(prefix, name, address);
            }
            else
            {
                to.Text(prefix, name, term, fr: true);
            }
        }
    }

    /// <summary>After the object, whose terms are known by then.</summary>
    public void Write(EdmElements to)
    {
        foreach (var (author, address) in Agents)
        {
            to.About("edm", "Agent", address, () => Agent(to, author));
        }

        if (Location is { } location)
        {
            to.About("edm", "Place", location.Address, () => Kept(to, location.Words, location.IsMuseum));
        }

        foreach (var (words, kind, address) in Places)
        {
            to.About("edm", "Place", address, () =>
            {
                to.Text("skos", "prefLabel", words, fr: true);
                to.Text("skos", "note", kind ?? "", fr: true);
                to.Text("skos", "note", Places.Count == 1 ? Notice.Line("PLIEUX") : "", fr: true);
            });
        }

        if (Span is { } span)
        {
            to.About("edm", "TimeSpan", span.Address, () =>
            {
                to.Text("skos", "prefLabel", span.Words, fr: true);
                to.Text("skos", "note", Notice.Line("PDAT"), fr: true);
                to.Text("edm", "begin", WorkWords.Year(span.Years.From));
                to.Text("edm", "end", WorkWords.Year(span.Years.To));
            });
        }

        foreach (var (address, label) in _concepts)
        {
            to.About("skos", "Concept", address, () => to.Text("skos", "prefLabel", label, fr: true));
        }
    }

    private static void Agent(EdmElements to, Author author)
    {
        var life = LifeSpan.Parse(author.Dates);
        to.Text("skos", "prefLabel", author.Name, fr: true);
        to.Text("skos", "note", life is null && author.Dates is { } dates ? dates : "", fr: true);
        if (life is { IsActivity: true })
        {
            to.Text("edm", "begin", Year(life.Birth));
            to.Text("edm", "end", Year(life.Death));
        }
        else if (life is not null)
        {
            to.Text("rdaGr2", "dateOfBirth", Year(life.Birth));
            to.Text("rdaGr2", "dateOfDeath", Year(life.Death));
        }

        to.Text("rdaGr2", "professionOrOccupation", author.Role ?? "", fr: true);
    }

    private void Kept(EdmElements to, string words, bool isMuseum)
    {
        if (isMuseum && _work.MuseumPosition is { } position)
        {
            to.Number("wgs84_pos", "lat", position.Latitude);
            to.Number("wgs84_pos", "long", position.Longitude);
        }

        to.Text("skos", "prefLabel", words, fr: true);
    }

    /// <summary>The depositary where the work is deposited, else the museum; nowhere when it is missing or stolen.</summary>
    private (string Words, string Address, bool IsMuseum)? Where()
    {
        var depositary = Notice.Line("DEPO");
        return Notice.Situation.Kind is SituationKind.Missing or SituationKind.Stolen ? null
            : EdmElements.Clean(depositary).Length > 0 ? (depositary, $"{_work.Page.AbsoluteUri}#depot", false)
            : (_work.City.Length > 0 ? $"{_work.MuseumName}, {_work.City}" : _work.MuseumName, $"{(_work.MuseumPage ?? _work.Page).AbsoluteUri}#musee", true);
    }

    private string Own(string what, int at) => string.Create(CultureInfo.InvariantCulture, $"{_work.Page.AbsoluteUri}#{what}-{at + 1}");

    private static string Year(int? year) => year is { } y ? WorkWords.Year(y) : "";
}
