using System.Data.Common;
using Heritage.Standards.Joconde;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>
/// Something beside the words of a notice changed (a picture, a licence): its columns in the search are made again under a new
/// revision, so that every process sees it. Runs inside the caller's transaction, which holds the house lock.
/// </summary>
public sealed class RefreshColumns(Database database, TimeProvider clock)
{
    private readonly TextIndex _index = TextIndex.For(database.Engine);

    /// <summary>References without a notice are passed over.</summary>
    public void Run(DbConnection connection, DbTransaction transaction, IReadOnlyList<string> references)
    {
        using var store = new NoticeStore(connection, transaction, _index, Deed.Of(null), clock.GetUtcNow());
        foreach (var reference in references)
        {
            if (store.Find(reference) is { } stored)
            {
                var notice = new JocondeNotice(FieldsJson.Read(stored.Fields));
                store.Touch(stored, NoticeColumns.Of(notice, stored.MuseumId, store.Beside(stored)));
            }
        }

        store.FollowTwins();
    }
}
