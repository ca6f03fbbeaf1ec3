using System.Collections.Frozen;
using Heritage.Standards.Dates;

namespace Heritage.Standards.Joconde;

/// <summary>
/// A catalogue notice in the source's own words, keyed by Joconde codes, and the parts that can be read in them. Every part keeps
/// its words (<c>Text</c>): nothing of the source is lost. Parts are read when first asked for; nothing here throws on odd words.
/// </summary>
/// <param name="fields">Upper-case codes to the words of the source.</param>
public sealed class JocondeNotice(IReadOnlyDictionary<string, string> fields)
{
    private static readonly FrozenSet<string> WithPrecisions =
        new[] { "DENO", "DOMN", "TECH", "EPOQ", "ECOL", "UTIL", "GENE" }.ToFrozenSet(StringComparer.Ordinal);

    private IReadOnlyList<Author>? _authors;
    private IReadOnlyList<Technique>? _techniques;
    private IReadOnlyList<Measure>? _measures;
    private IReadOnlyList<SubjectGroup>? _subjects;
    private IReadOnlyList<Place>? _places;
    private LegalStatus? _status;
    private Situation? _situation;
    private InventoryNumbers? _inventory;
    private YearSpan? _creation;
    private bool _dated;

    /// <summary>The words of the source.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; } = fields;

    /// <summary>The words of one field; empty when it is absent.</summary>
    public string this[string code] => Fields.TryGetValue(code, out var text) ? text : "";

    /// <summary>TITR, else APPL, DENO or DOMN: its first variant, first letter in upper case; « # » shown as a dash. May be empty.</summary>
    public string Title => NoticeTitle.Of(this);

    /// <summary>AUTR.</summary>
    public IReadOnlyList<Author> Authors => _authors ??= Author.Parse(this["AUTR"]);

    /// <summary>TECH.</summary>
    public IReadOnlyList<Technique> Techniques => _techniques ??= Technique.Parse(this["TECH"]);

    /// <summary>DIMS.</summary>
    public IReadOnlyList<Measure> Measures => _measures ??= Measure.Parse(this["DIMS"]);

    /// <summary>REPR.</summary>
    public IReadOnlyList<SubjectGroup> Subjects => _subjects ??= SubjectGroup.Parse(this["REPR"]);

    /// <summary>LIEUX.</summary>
    public IReadOnlyList<Place> Places => _places ??= Place.Parse(this["LIEUX"]);

    /// <summary>STAT; null when blank.</summary>
    public LegalStatus? Status => _status ??= LegalStatus.Parse(this["STAT"]);

    /// <summary>Whether the object is missing, from LOCA, else from MANQUANT, which POP deduces from an earlier LOCA.</summary>
    public Situation Situation => _situation ??= Situation.Parse(this["LOCA"]) is { Kind: SituationKind.Present } there && Situation.Parse(this["MANQUANT"]) is { Kind: not SituationKind.Present } told
        ? there with { Kind = told.Kind, Word = told.Word }
        : Situation.Parse(this["LOCA"]);

    /// <summary>INV.</summary>
    public InventoryNumbers Inventory => _inventory ??= InventoryNumbers.Parse(this["INV"]);

    /// <summary>The date as one line says it: MILL, else PERI, else EPOQ.</summary>
    public string DateWords => this["MILL"].Length > 0 ? Line("MILL") : this["PERI"].Length > 0 ? Line("PERI") : Line("EPOQ");

    /// <summary>A field on one line: its values parted by « ; » with blanks, its groups (« # ») too.</summary>
    public string Line(string code) => string.Join(" ; ", Cut.At(this[code], [';', '#']));

    /// <summary>Years of creation: MILL, else PERI, else EPOQ where it is a date; null when none can be read.</summary>
    public YearSpan? Creation
    {
        get
        {
            if (!_dated)
            {
                _creation = FrenchDates.Parse(this["MILL"]) ?? FrenchDates.Parse(this["PERI"]) ?? FrenchDates.Parse(this["EPOQ"]);
                _dated = true;
            }

            return _creation;
        }
    }

    /// <summary>
    /// The distinct terms of a list field, in order, trimmed: parted at « ; » and « # » (and at « , » in DOMN and TECH), without
    /// precisions, counts, doubts (« incertain ») nor « Non renseigné ».
    /// </summary>
    public IReadOnlyList<string> Terms(string code)
    {
        var text = this[code];
        if (text.Length == 0)
        {
            return [];
        }

        var precise = WithPrecisions.Contains(code);
        var pieces = code is "DOMN" or "TECH" ? Cut.Outside(text, [';', '#', ',']) : precise ? Cut.Outside(text, [';', '#']) : Cut.At(text, [';', '#']);
        var terms = new List<string>(pieces.Count);
        foreach (var piece in pieces)
        {
            var term = precise ? Bare(piece) : piece;
            if (term.Length > 0 && !IsNoTerm(term, code) && !terms.Contains(term))
            {
                terms.Add(term);
            }
        }

        return terms;
    }

    private static string Bare(string piece)
    {
        var (term, _) = Cut.Parentheses(piece);
        var colon = term.IndexOf(" : ", StringComparison.Ordinal);
        return (colon > 0 ? term[..colon] : term).Trim(' ', ':');
    }

    private static bool IsNoTerm(string term, string code) =>
        term is "?" || term.Equals("incertain", StringComparison.OrdinalIgnoreCase) || NotGiven.Is(term) ||
        (code == "DENO" && term.All(c => char.IsAsciiDigit(c) || c == '?'));
}
