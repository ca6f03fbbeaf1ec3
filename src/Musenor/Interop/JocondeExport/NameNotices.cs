using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Interop.JocondeExport;

/// <summary>Gives the notices of a batch that have no reference the one that the catalogue keeps for them.</summary>
public sealed class NameNotices(Database database, GiveReferences give)
{
    internal async Task Run(string museum, string code, IReadOnlyList<JudgedNotice> notices, CancellationToken stop)
    {
        if (notices.Where(n => !n.Values.ContainsKey("REF")).ToList() is not { Count: > 0 } nameless)
        {
            return;
        }

        var given = await database.Write((connection, transaction) => give.Run(connection, transaction, museum, code, [.. nameless.Select(n => n.Source.Ref)]), stop);
        foreach (var notice in nameless)
        {
            // Nothing goes to POP under a name that is not its own.
            notice.Named(given.TryGetValue(notice.Source.Ref, out var reference) ? reference
                : throw new InvalidOperationException($"La notice {notice.Source.Ref} a changé de musée pendant la préparation : recommencer."));
        }
    }
}
