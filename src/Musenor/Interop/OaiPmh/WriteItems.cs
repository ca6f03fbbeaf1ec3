using System.Data.Common;
using Heritage.Standards.OaiPmh;

namespace Musenor.Interop.OaiPmh;

/// <summary>Reads the notices of some items and writes their records.</summary>
internal sealed class WriteItems(ReadWorks works, WriteRecords write, PassSources sources)
{
    public WriteRecords Records => write;

    /// <summary>Answers how many were written: the page ends where it grew heavy.</summary>
    /// <param name="within">The format, and the bytes after which no more records are begun.</param>
    public async Task<int> Run(OaiAnswerWriter to, DbConnection connection, List<Item> items, (string Prefix, long Most) within, CancellationToken stop)
    {
        var stored = await works.ByNumber(connection, null, [.. items.Where(i => !i.IsDeleted).Select(i => (long)i.Number)], stop);
        var telling = await sources.Telling([.. stored.Values.Select(w => w.Row.Ref)], stop);
        for (var i = 0; i < items.Count; i++)
        {
            var work = stored.GetValueOrDefault(items[i].Number) is { Row.IsPublic: true } live ? telling.Of(live) : null;
            write.Record(to, items[i], within.Prefix, work, telling.Origins.GetValueOrDefault(items[i].Ref));
            if (i % 50 == 49 && to.Length > within.Most)
            {
                return i + 1;
            }
        }

        return items.Count;
    }
}
