namespace Musenor.Collections.Editing;

/// <summary>One field that two people changed, each otherwise.</summary>
public sealed record FieldConflict(string Code, string Theirs, string Mine);

/// <summary>
/// Three texts of each field: what the form showed, what is stored now, what was typed. Changes of different fields go together;
/// only where both changed the same field, otherwise, must somebody choose.
/// </summary>
public sealed class NoticeMerge
{
    private readonly Dictionary<string, string> _mine = new(StringComparer.Ordinal);
    private readonly List<string> _theirs = [];
    private readonly List<FieldConflict> _conflicts = [];

    /// <summary>What I changed and may be written: code and text, empty to empty the field.</summary>
    public IReadOnlyDictionary<string, string> Mine => _mine;

    /// <summary>Codes that others changed since.</summary>
    public IReadOnlyList<string> Theirs => _theirs;

    public IReadOnlyList<FieldConflict> Conflicts => _conflicts;

    /// <param name="shown">Fields when the form was opened.</param>
    /// <param name="stored">Fields now.</param>
    /// <param name="typed">What the form brings; a code that is absent was not in it.</param>
    public static NoticeMerge Of(IReadOnlyDictionary<string, string> shown, IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> typed)
    {
        var merge = new NoticeMerge();
        foreach (var code in EditedFields.Codes)
        {
            var (before, now) = (shown.GetValueOrDefault(code, ""), stored.GetValueOrDefault(code, ""));
            if (before != now)
            {
                merge._theirs.Add(code);
            }

            if (!typed.TryGetValue(code, out var text))
            {
                continue;
            }

            // A browser sends back other line ends than it got: that is no change.
            var mine = EditedFields.Clean(text);
            if (mine == EditedFields.Clean(before) || mine == EditedFields.Clean(now))
            {
                continue;
            }

            if (before == now)
            {
                merge._mine.Add(code, mine);
            }
            else
            {
                merge._conflicts.Add(new FieldConflict(code, now, mine));
            }
        }

        return merge;
    }
}
