using System.Data.Common;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.JocondeExport;

/// <summary>What becomes of a package: handed over to POP, seen there, or given up.</summary>
public sealed class DecidePackage(Once once, Journal journal, TimeProvider clock)
{
    public const string SentAction = "sending.send";
    public const string OnlineAction = "sending.online";
    public const string CancelAction = "sending.cancel";

    private static readonly Texts Words = Texts.Of("Interop");

    /// <summary>From now on its notices count as sent, as they were when it was made.</summary>
    public Task<Outcome> Send(Person who, string id, string? key = null, CancellationToken stop = default) => Decide(who, id, SentAction, key, async (connection, transaction, package) =>
    {
        if (package.State == Package.Sent)
        {
            return new Outcome.Done(id);
        }

        if (package.State != Package.Ready)
        {
            return new Outcome.Refused(Words["No.ready"]);
        }

        await Remember(connection, transaction, package.Id, clock.GetUtcNow());
        await connection.ExecuteAsync("update joconde_package set state = 'sent', sent_at = @now where id = @id", new { now = clock.GetUtcNow(), id }, transaction);
        return new Outcome.Done(id);
    }, stop);

    /// <summary>POP shows its notices. A package is sent before it is seen.</summary>
    public Task<Outcome> Online(Person who, string id, string? key = null, CancellationToken stop = default) => Decide(who, id, OnlineAction, key, async (connection, transaction, package) =>
    {
        if (package.State != Package.Sent)
        {
            return new Outcome.Refused(Words["No.sent"]);
        }

        await connection.ExecuteAsync("""
            update joconde_sent set online_at = @now, refused_at = null, details = '' where package_id = @id and (online_at is null or online_at < sent_at or refused_at is not null)
            """, new { now = clock.GetUtcNow(), id }, transaction);
        await SendingFreshness.Move(connection, transaction);
        return new Outcome.Done(id);
    }, stop);

    /// <summary>Given up, while it is made or after. What was sent cannot be called back from here.</summary>
    public Task<Outcome> Cancel(Person who, string id, string? key = null, CancellationToken stop = default) => Decide(who, id, CancelAction, key, async (connection, transaction, package) =>
    {
        if (package.State == Package.Sent)
        {
            return new Outcome.Refused(Words["No.cancel"]);
        }

        await connection.ExecuteAsync("update joconde_package set state = 'cancelled' where id = @id", new { id }, transaction);
        return new Outcome.Done(id);
    }, stop);

    /// <summary>Notices of a package, as they were written in it.</summary>
    private static Task Remember(DbConnection connection, DbTransaction transaction, string id, DateTimeOffset now) => connection.ExecuteAsync("""
        insert into joconde_sent (ref, joconde_ref, museum_id, package_id, sent_at, revision, is_changed, content_hash, images_hash, codes)
        select n.ref, n.joconde_ref, p.museum_id, p.id, @now, n.revision, @no, n.content_hash, n.images_hash, n.codes
        from joconde_package_notice n join joconde_package p on p.id = n.package_id where n.package_id = @id
        on conflict (ref) do update set joconde_ref = excluded.joconde_ref, museum_id = excluded.museum_id, package_id = excluded.package_id, sent_at = excluded.sent_at,
            revision = excluded.revision, is_changed = excluded.is_changed, content_hash = excluded.content_hash,
            images_hash = case when excluded.images_hash = '' then joconde_sent.images_hash else excluded.images_hash end,
            codes = excluded.codes, refused_at = null, details = ''
        """, new { id, now, no = false }, transaction);

    private Task<Outcome> Decide(Person who, string id, string action, string? key, Func<DbConnection, DbTransaction, Package, Task<Outcome>> decide, CancellationToken stop) =>
        once.Write(key, $"{action}:{who.Id}", async (connection, transaction) =>
        {
            if (await PackageStore.Find(connection, transaction, id) is not { } package)
            {
                return new Outcome.Missing();
            }

            if (!who.May(Rights.EditNotices, package.MuseumId))
            {
                return new Outcome.Refused(Words["Refused"]);
            }

            var outcome = await decide(connection, transaction, package);
            if (outcome is Outcome.Done)
            {
                await journal.Write(connection, transaction, new Journal.Entry(who, action, "sending", id) { Museum = package.MuseumId });
            }

            return outcome;
        }, stop);
}
