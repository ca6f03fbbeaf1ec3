using System.Collections.Frozen;

namespace Heritage.Standards.Joconde;

/// <summary>A notice as it goes to POP: the museum's words where POP keeps them, repaired or told where it would break them without a word.</summary>
/// <param name="Values">Code to text, only what is filled. Holds MANQUANT, to be written only in a file that resets it.</param>
/// <param name="Remarks">What was repaired, what is missing, what POP will not say.</param>
/// <param name="ResetsMissing">The object was found again: POP forgets its absence only with an empty MANQUANT column (joconde.md §2.4).</param>
public sealed record PopNotice(IReadOnlyDictionary<string, string> Values, IReadOnlyList<PopRemark> Remarks, bool ResetsMissing)
{
    private const int ReferenceLength = 11;

    // Lists of plain terms: the same one twice is an accident. Elsewhere (roles, materials of another pair, counts) it means something.
    private static readonly FrozenSet<string> PlainTerms = new[] { "DOMN", "EPOQ", "GENE", "UTIL", "INSC", "ONOM", "REDA", "GEOHI" }.ToFrozenSet(StringComparer.Ordinal);
    private static readonly string[] Genders = ["féminin", "masculin", "inconnu", "autre"];

    /// <summary>Why it cannot go: a mandatory field is blank, or its letters are lost. Empty when it can.</summary>
    public IEnumerable<PopRemark> Obstacles => Remarks.Where(r => r.Kind is PopRemarkKind.Missing or PopRemarkKind.Damaged);

    /// <param name="fields">Upper-case codes to the words of the source.</param>
    /// <param name="museum">Muséofile code, from the record of the museum: what the source says of it does not count.</param>
    /// <param name="reference">REF, kept as it is; blank while none was given yet, which is then no obstacle.</param>
    public static PopNotice Of(IReadOnlyDictionary<string, string> fields, string museum, string reference)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var remarks = new List<PopRemark>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { ["REF"] = reference.Trim(), ["MUSEO"] = museum.Trim() };
        foreach (var code in PopFields.Exported)
        {
            if (!values.ContainsKey(code) && fields.TryGetValue(code, out var text) && PopText.Clean(text, code, remarks) is { Length: > 0 } clean && Value(code, clean, remarks) is { Length: > 0 } value)
            {
                values[code] = value;
            }
        }

        var resets = Situate(values, fields.GetValueOrDefault(PopFields.Missing, ""), remarks);
        CheckReference(values["REF"], remarks);
        remarks.AddRange(JocondeFields.Mandatory.Where(code => code != "REF" && string.IsNullOrWhiteSpace(values.GetValueOrDefault(code))).Select(code => new PopRemark(PopRemarkKind.Missing, code)));
        if (values["REF"].Length == 0)
        {
            values.Remove("REF");
        }

        return new PopNotice(values, remarks, resets);
    }

    private static string Value(string code, string text, List<PopRemark> remarks) => code switch
    {
        "NSDA" => Gender(text, remarks),
        "WWW" or "LVID" => Addresses(code, text, remarks),
        _ when JocondeFields.Find(code) is { Kind: FieldKind.List } => PopText.List(text, code, PlainTerms.Contains(code), remarks),
        _ => text,
    };

    private static string Gender(string text, List<PopRemark> remarks)
    {
        var items = Cut.At(text, [';']);
        if (items.TrueForAll(i => Genders.Contains(i, StringComparer.OrdinalIgnoreCase)))
        {
            return string.Join(" ; ", items);
        }

        remarks.Add(new PopRemark(PopRemarkKind.OldMeaning, "NSDA", text));
        return "";
    }

    /// <summary>Parted by « ; » alone; an address that POP would find wrong is told, and sent.</summary>
    private static string Addresses(string code, string text, List<PopRemark> remarks)
    {
        var items = Cut.At(text, [';', '#']).Distinct(StringComparer.Ordinal).ToList();
        remarks.AddRange(items.Where(i => !IsAddress(i)).Select(i => new PopRemark(PopRemarkKind.BadAddress, code, i)));
        return string.Join(';', items);
    }

    /// <summary>Those items of WWW or LVID that POP does not take for addresses of the web (TC16): with or without « http:// », a host with a dot, no blank.</summary>
    public static IEnumerable<string> WrongAddresses(string text) => Cut.At(text, [';', '#']).Where(i => !IsAddress(i));

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https" or "ftp" && address.Host.Contains('.', StringComparison.Ordinal) && !text.Any(char.IsWhiteSpace);

    private static bool Situate(Dictionary<string, string> values, string missing, List<PopRemark> remarks)
    {
        var written = PopSituation.Of(values.GetValueOrDefault("LOCA", ""), values.GetValueOrDefault("MANQUANT_COM", ""), missing, remarks);
        void Set(string code, string value)
        {
            if (value.Length > 0)
            {
                values[code] = value;
            }
        }

        Set("LOCA", written.Location);
        Set("MANQUANT_COM", written.Comment);
        Set(PopFields.Missing, written.Missing ?? "");
        return written.Missing is "";
    }

    private static void CheckReference(string reference, List<PopRemark> remarks)
    {
        if (reference.Length is > 0 and not ReferenceLength)
        {
            remarks.Add(new PopRemark(reference.Length < ReferenceLength ? PopRemarkKind.ShortReference : PopRemarkKind.UnusualReference, "REF", reference));
        }
    }
}
