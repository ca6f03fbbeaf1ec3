using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>
/// Makes again what is derived from the words of the notices (text index, facets, years), after an upgrade that reads them otherwise.
/// Batch by batch while the portal serves; stopped half-way it can simply be run again.
/// </summary>
public sealed class Reindex(Database database, TimeProvider clock)
{
    private const int BatchSize = 500;
    private readonly TextIndex _index = TextIndex.For(database.Engine);

    /// <summary>Answers how many notices were read again.</summary>
    public async Task<int> Run(IProgress<int>? progress = null, CancellationToken stop = default)
    {
        var (done, last) = (0, 0);
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            var batch = await database.Write(async (connection, transaction) =>
            {
                var notices = (await connection.QueryAsync<NoticeStore.Stored>($"""
                    select {NoticeStore.Columns} from notice where number > @last order by number limit @BatchSize
                    """, new { last, BatchSize }, transaction)).AsList();
                using var store = new NoticeStore(connection, transaction, _index, Deed.Of(null), clock.GetUtcNow());
                var derived = new (NoticeText, NoticeColumns)[notices.Count];
                var beside = notices.ConvertAll(n => store.Beside(n));
                Parallel.For(0, notices.Count, i =>
                {
                    var notice = new JocondeNotice(FieldsJson.Read(notices[i].Fields));
                    derived[i] = (NoticeText.Of(notice, beside[i]), NoticeColumns.Of(notice, notices[i].MuseumId, beside[i]));
                });
                for (var i = 0; i < notices.Count; i++)
                {
                    store.Derive(notices[i], derived[i].Item1, derived[i].Item2);
                }

                return notices;
            }, stop);
            if (batch.Count == 0)
            {
                return done;
            }

            (done, last) = (done + batch.Count, batch[^1].Number);
            progress?.Report(done);
        }
    }
}
