using System.Text.RegularExpressions;

namespace Heritage.Standards.Tests.Joconde.Pop;

/// <summary>What POP says of one notice of an import.</summary>
public sealed record PopAnswer(string State, IReadOnlyList<string> Problems, IReadOnlyList<string> Warnings);

/// <summary>POP's base: notices created, updated, left, rejected, as its importer decides.</summary>
public sealed partial class PopBase
{
    private static readonly string[] Mandatory = ["REF", "DOMN", "INV", "MUSEO", "STAT"];

    public Dictionary<string, Dictionary<string, string[]>> Stored { get; } = new(StringComparer.Ordinal);

    public PopAnswer Take(PopRead notice, params string[] dropped)
    {
        var reference = notice["REF"];
        var known = Stored.GetValueOrDefault(reference);
        var merged = known is null ? new(StringComparer.Ordinal) : new Dictionary<string, string[]>(known, StringComparer.Ordinal);
        foreach (var (code, values) in notice.Fields)
        {
            merged[code] = values;
        }

        var (paths, missing) = PopImages.Match(reference, notice["REFIM"], dropped);
        var problems = missing is null ? new List<string>() : [missing];
        if (notice.Fields.TryGetValue("IMG", out var given) && missing is null)
        {
            problems.AddRange(given.Where(i => i.Length > 0 && !dropped.Contains(Path.GetFileName(i))).Select(i => $"Image {i} introuvable"));
        }

        // Blanks alone pass.
        problems.AddRange(Mandatory.Where(code => string.Concat(merged.GetValueOrDefault(code) ?? []).Length == 0 && !(merged.GetValueOrDefault(code) is [" "])).Select(code => $"Le champ {code} ne doit pas être vide"));
        var warnings = new[] { "WWW", "LVID" }.SelectMany(code => (merged.GetValueOrDefault(code) ?? []).Where(v => v.Length > 0 && !Address().IsMatch(v)).Select(_ => $"Le champ {code} doit être une URL valide")).ToList();
        if (problems.Count > 0)
        {
            return new PopAnswer("Rejet", problems, warnings);
        }

        if (paths.Count > 0)
        {
            merged["IMG"] = [.. paths];
        }

        // A blank cell of a field that was never filled changes nothing.
        var same = known is not null && merged.All(f => known.TryGetValue(f.Key, out var before) ? before.SequenceEqual(f.Value) : string.Concat(f.Value).Length == 0);
        Stored[reference] = known is null ? merged.Where(f => string.Concat(f.Value).Length > 0).ToDictionary(StringComparer.Ordinal) : merged;
        return new PopAnswer(known is null ? "Création" : same ? "Inchangé" : "Modification", [], warnings);
    }

    /// <summary>The report of a group of five: once one is refused at saving, those created before it in its group are listed as not imported too.</summary>
    public static IEnumerable<string> NotImported(IReadOnlyList<(string Reference, bool Fails)> sent) =>
        sent.Chunk(5).SelectMany(group => Array.FindIndex(group, n => n.Fails) is >= 0 and var at ? group.Take(at + 1).Select(n => n.Reference) : []);

    [GeneratedRegex(@"^(?:(?:https?|ftp)://)?[\w-]+(?:\.[\w-]+)*\.[a-zA-Z]{2,}(?::\d+)?(?:[/?#]\S*)?$")]
    private static partial Regex Address();
}
