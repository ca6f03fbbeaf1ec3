using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Storage;

namespace Musenor.Collections.Media.Photographs;

/// <summary>
/// Writes what a batch of photographs is: rows of masters, pictures of notices, or lines of the tray, and what the search knows, in one
/// transaction. Written again, it changes nothing; what a person settled stays settled.
/// </summary>
public sealed class AttachPhotographs(Database database, RefreshColumns refresh, TimeProvider clock)
{
    public enum Fate { Attached, Waiting, Unchanged }

    /// <summary>What is already settled of a master: nothing need be made again.</summary>
    /// <param name="action">import, add or attach: the last two are a person’s.</param>
    public async Task<bool> IsSettled(KeptPhotograph kept, string action, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await IsSettled(connection, null, kept, action);
    }

    public Task<IReadOnlyList<Fate>> Run(Person? who, IReadOnlyList<KeptPhotograph> batch, string action, CancellationToken stop = default) =>
        database.Write((connection, transaction) => Run(connection, transaction, who, batch, action), stop);

    /// <summary>The same, within what the caller writes.</summary>
    internal async Task<IReadOnlyList<Fate>> Run(DbConnection connection, DbTransaction transaction, Person? who, IReadOnlyList<KeptPhotograph> batch, string action)
    {
        var (fates, touched) = (new List<Fate>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var kept in batch)
        {
            var fate = await Write(connection, transaction, kept, new PictureDeed(action, who, clock.GetUtcNow()));
            fates.Add(fate);
            if (fate == Fate.Attached)
            {
                touched.Add(kept.Found.Ref!);
            }
        }

        refresh.Run(connection, transaction, [.. touched]);
        return fates;
    }

    private static async Task<Fate> Write(DbConnection connection, DbTransaction transaction, KeptPhotograph kept, PictureDeed deed)
    {
        if (await IsSettled(connection, transaction, kept, deed.Action))
        {
            return Fate.Unchanged;
        }

        await connection.ExecuteAsync("""
            insert into picture_master (hash, bytes, kind, width, height, received_at) values (@Hash, @Bytes, @kind, @Width, @Height, @At) on conflict (hash) do nothing
            """, new { kept.Hash, kept.Bytes, kind = kept.Kind.Label.ToLowerInvariant(), kept.Width, kept.Height, deed.At }, transaction);
        var found = kept.Found;
        if (found.Ref is not { } reference)
        {
            await connection.ExecuteAsync("""
                insert into photograph_waiting (id, museum_id, master_hash, file_name, state, why, candidates, caption, photographer, licence, view_key, received_at)
                values (@id, @Museum, @Hash, @Name, 'waiting', @Why, @candidates, @Caption, @Photographer, @Licence, @ViewKey, @At)
                on conflict (museum_id, master_hash, file_name) do nothing
                """, new { id = Guid.CreateVersion7().ToString(), found.Museum, kept.Hash, found.Source.Name, found.Why, candidates = string.Join(' ', found.Candidates), found.Caption, found.Photographer, found.Licence, found.ViewKey, deed.At }, transaction);
            return Fate.Waiting;
        }

        var rows = await PictureRows.Read(connection, transaction, reference);
        await PictureRows.Write(connection, transaction, reference, (rows, PictureRows.Insert(rows, Picture(kept, reference))), deed);
        // Only a person comes here with a picture that one took away.
        await connection.ExecuteAsync("delete from picture_removed where ref = @reference and master_hash = @Hash", new { reference, kept.Hash }, transaction);
        return Fate.Attached;
    }

    private static NoticeImage Picture(KeptPhotograph kept, string reference) => new()
    {
        Id = kept.Id,
        Ref = reference,
        Width = kept.Width,
        Height = kept.Height,
        Bytes = string.Join(' ', kept.Made!.Bytes),
        Downloads = string.Join(' ', kept.Made.Downloads),
        Colours = kept.Made.Colours,
        Licence = kept.Found.Licence,
        Photographer = kept.Found.Photographer,
        Caption = kept.Found.Caption,
        Kind = "photograph",
        FileName = kept.Found.Source.Name,
        MasterHash = kept.Hash,
        ViewKey = kept.Found.ViewKey,
    };

    /// <summary>On the notice already; taken away from it by a person; in the tray, settled from there, or given by hand to a notice of the museum.</summary>
    private static async Task<bool> IsSettled(DbConnection connection, DbTransaction? transaction, KeptPhotograph kept, string action)
    {
        var found = kept.Found;
        if (found.Ref is not { } reference)
        {
            return await connection.ExecuteScalarAsync<long>("""
                select (select count(*) from photograph_waiting where museum_id = @Museum and master_hash = @Hash)
                    + (select count(*) from notice_image i join notice n on n.ref = i.ref where i.master_hash = @Hash and n.museum_id = @Museum)
                    + (select count(*) from picture_removed r join notice n on n.ref = r.ref where r.master_hash = @Hash and n.museum_id = @Museum)
                """, new { found.Museum, kept.Hash }, transaction) > 0;
        }

        return await connection.ExecuteScalarAsync<long>("select count(*) from notice_image where ref = @reference and master_hash = @Hash", new { reference, kept.Hash }, transaction) > 0
            || (action == "import" && await connection.ExecuteScalarAsync<long>("""
                select count(*) from picture_removed where ref = @reference and master_hash = @Hash
                """, new { reference, kept.Hash }, transaction) > 0);
    }
}
