using Musenor.Accounts.Access;

namespace Musenor.Collections.Editing;

/// <summary>What the page says after a save: what was written, what others had changed, what to check, whether it can be undone.</summary>
public sealed record SavedChange
{
    public static readonly TimeSpan UndoTime = TimeSpan.FromMinutes(10);

    public required NoticeChange Change { get; init; }

    /// <summary>Codes that the save changed.</summary>
    public required IReadOnlyList<string> Codes { get; init; }

    /// <summary>Changes of others between the opening of the form and the save, with the codes that each changed.</summary>
    public required IReadOnlyList<(NoticeChange Change, IReadOnlyList<string> Codes)> Meanwhile { get; init; }

    /// <summary>True for ten minutes, as long as nobody changed the notice since.</summary>
    public required bool MayUndo { get; init; }

    public IReadOnlyList<UnknownTerm> Unknown { get; init; } = [];

    /// <param name="since">Changes since the form was opened, latest first.</param>
    /// <returns>Null when the address names no change of this person.</returns>
    public static SavedChange? Of(IReadOnlyList<NoticeChange> since, long revision, OpenedNotice notice, Person who, DateTimeOffset now)
    {
        var at = since.ToList().FindIndex(c => c.Revision == revision && c.AccountId == who.AccountId);
        if (at < 0)
        {
            return null;
        }

        IReadOnlyDictionary<string, string> After(int i) => i == 0 ? notice.Notice.Fields : since[i - 1].Before;
        return new SavedChange
        {
            Change = since[at],
            Codes = NoticeVersions.Changed(since[at].Before, After(at)),
            Meanwhile = [.. Enumerable.Range(at + 1, since.Count - at - 1).Select(i => (since[i], NoticeVersions.Changed(since[i].Before, After(i))))],
            MayUndo = at == 0 && now - since[at].ChangedAt < UndoTime,
        };
    }
}
