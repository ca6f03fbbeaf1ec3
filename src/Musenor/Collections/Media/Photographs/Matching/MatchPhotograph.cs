namespace Musenor.Collections.Media.Photographs.Matching;

public enum MatchKind
{
    /// <summary>One notice, without a doubt.</summary>
    One,

    /// <summary>Several notices answer to the name.</summary>
    Several,

    /// <summary>One notice, but the rest of the name may make it another object.</summary>
    Doubtful,

    /// <summary>No notice.</summary>
    Unknown,
}

/// <param name="Refs">The notice, or those proposed.</param>
public sealed record PhotographMatch(MatchKind Kind, IReadOnlyList<string> Refs, ViewName View)
{
    public static readonly PhotographMatch Unknown = new(MatchKind.Unknown, [], ViewName.Plain);
}

/// <summary>
/// Which notice a file shows, from its name: REFIM, REF, or inventory number in any punctuation. It would rather leave a file to a person
/// than give it to the wrong object: « 2010-1-1-2 » may be the second view of 2010.1.1 as well as an object that is not catalogued.
/// </summary>
internal sealed class MatchPhotograph(NoticeNames names)
{
    public const int MostProposed = 5;
    private static readonly HashSet<string> Prefixes = new(["inv", "inventaire", "n", "no", "num", "numero"], StringComparer.Ordinal);

    private sealed record Candidate(string Ref, ViewName? View, int Length, bool IsUniform, bool IsWhole);

    /// <param name="museum">Whose file it is; null when only a reference may tell.</param>
    public PhotographMatch Run(string fileName, string? museum)
    {
        var stem = NameParts.Stem(fileName);
        if (museum is not null && Distinct(names.Pictures(museum, stem)) is { } listed)
        {
            return listed;
        }

        if (museum is not null && names.Spelled(museum, NameParts.Spelled(stem)) is { Count: > 0 } written)
        {
            return Of(written, ViewName.Plain);
        }

        var parts = NameParts.Of(stem);
        var found = ByReference(parts, museum);
        found = found.Count > 0 || museum is null ? found : ByNumber(parts, museum);
        return found.Count > 0 ? Judge(found) : museum is not null && Distinct(names.Reduced(museum, stem)) is { } shortened ? shortened : PhotographMatch.Unknown;
    }

    /// <summary>A number or reference told by a list: the whole of it, nothing after.</summary>
    public IReadOnlyList<string> Whole(string reference, string inventory, string? museum)
    {
        if (reference.Length > 0)
        {
            return [.. names.Refs(NameParts.Bare(NameParts.Of(reference))).Where(r => museum is null || names.MuseumOf(r) == museum)];
        }

        return museum is null ? [] : names.Spelled(museum, NameParts.Spelled(inventory)) is { Count: > 0 } written ? written : names.Numbers(museum, NameParts.Of(inventory));
    }

    private List<Candidate> ByReference(List<NamePart> parts, string? museum)
    {
        var found = new List<Candidate>();
        for (var count = 1; count <= parts.Count; count++)
        {
            // A reference ends where letters and digits end.
            if (count < parts.Count && parts[count].Before == '\0')
            {
                continue;
            }

            foreach (var reference in names.Refs(NameParts.Bare(parts.Take(count))).Where(r => museum is null || names.MuseumOf(r) == museum))
            {
                found.Add(new Candidate(reference, ViewName.Read(parts[count..], null), count, IsUniform: true, count == parts.Count));
            }
        }

        return found;
    }

    private List<Candidate> ByNumber(List<NamePart> parts, string museum)
    {
        var found = new List<Candidate>();
        foreach (var start in Starts(parts, museum))
        {
            for (var end = start + 1; end <= parts.Count; end++)
            {
                var number = parts[start..end];
                foreach (var reference in names.Numbers(museum, number))
                {
                    var marks = number.Skip(1).Select(p => p.Before).Where(b => b != '\0').Distinct().ToArray();
                    found.Add(new Candidate(reference, ViewName.Read(parts[end..], marks.Length > 0 ? marks[^1] : '\0'), end - start, marks.Length < 2, end == parts.Count));
                }
            }

            if (found.Count > 0)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>The number may come after the code of the museum, or after « inv. ».</summary>
    private static IEnumerable<int> Starts(List<NamePart> parts, string museum)
    {
        yield return 0;
        var start = 0;
        if (parts.Count > 2 && (parts[0].Text + parts[1].Text).Equals(museum, StringComparison.OrdinalIgnoreCase))
        {
            yield return start = 2;
        }

        if (start < parts.Count && Prefixes.Contains(parts[start].Text))
        {
            yield return start + 1;
        }
    }

    private static PhotographMatch Judge(List<Candidate> found)
    {
        var refs = found.OrderByDescending(c => c.Length).Select(c => c.Ref).Distinct(StringComparer.Ordinal).Take(MostProposed).ToArray();
        // « 2010-1-1-2 », written in one manner from end to end, is the object of that number where there is one.
        var whole = found.FindAll(c => c is { IsWhole: true, IsUniform: true });
        if (whole.Count == 1 || refs.Length == 1)
        {
            var one = whole.Count == 1 ? whole[0] : found.OrderByDescending(c => c.Length).First();
            return one.View is { } view ? new(MatchKind.One, [one.Ref], view) : new(MatchKind.Doubtful, refs, ViewName.Plain);
        }

        return new(MatchKind.Several, refs, found.OrderByDescending(c => c.Length).Select(c => c.View).FirstOrDefault(v => v is not null) ?? ViewName.Plain);
    }

    private static PhotographMatch? Distinct(IReadOnlyList<(string Ref, int Place)> listed) => listed.Count == 0
        ? null
        : Of([.. listed.Select(l => l.Ref).Distinct(StringComparer.Ordinal)], new ViewName(listed[0].Place, "", ViewPhase.None));

    private static PhotographMatch Of(IReadOnlyList<string> refs, ViewName view) =>
        refs.Count == 1 ? new(MatchKind.One, refs, view) : new(MatchKind.Several, [.. refs.Take(MostProposed)], view);
}
