using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Media.Photographs.Reading;
using Musenor.Collections.Notices;
using Musenor.Files.Images;
using Musenor.Files.Sniffing;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Tray;

/// <summary>A person says which notice a file of the tray shows, or that it shows none. Said twice, it changes nothing.</summary>
public sealed class SettleWaiting(ReadTray tray, KeepPhotograph keep, AttachPhotographs attach, Database database, Journal journal)
{
    private static Texts Words => Texts.Of("Collections");

    /// <param name="Ref">The notice; empty to put the file aside.</param>
    public sealed record Form(string Id, string Ref);

    /// <summary>Done with the reference of the notice, or nothing where it was put aside.</summary>
    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (await tray.One(who, form.Id, stop) is not { } row || row.State == "removed")
        {
            return new Outcome.Missing();
        }

        if (form.Ref.Length == 0)
        {
            return await Discard(who, row, stop);
        }

        if (await Notice(form.Ref, stop) is not { } notice || !who.May(Rights.EditNotices, notice.MuseumId))
        {
            return new Outcome.Invalid("q", Words["Tray.NoSuchNotice", form.Ref]);
        }

        var source = new SourcePhotograph(row.FileName, row.Bytes, () => Stream.Null);
        var found = new FoundPhotograph(source, notice.MuseumId, notice.Ref, "", [])
        {
            Caption = row.Caption,
            Photographer = row.Photographer,
            Licence = row.Licence,
            ViewKey = row.ViewKey,
        };
        var kind = FileKind.All.First(k => k.Label.Equals(row.Kind, StringComparison.OrdinalIgnoreCase));
        try
        {
            // Files first: stopped before its row, the same gesture makes them again.
            var made = await keep.Make(new KeptPhotograph(found, row.MasterHash, row.Bytes, kind, row.Width, row.Height));
            return await Settle(who, (row, notice), made, stop);
        }
        catch (UnreadablePicture)
        {
            return new Outcome.Invalid("q", Texts.Of("Files")["CutImage", row.FileName, kind.Label]);
        }
    }

    private async Task<NoticeStore.Stored?> Notice(string reference, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<NoticeStore.Stored>(
            $"select {NoticeStore.Columns} from notice where ref = @reference or joconde_ref = @reference order by case when ref = @reference then 0 else 1 end", new { reference });
    }

    // The line is taken before the picture is written: of two people, one attaches it.
    private Task<Outcome> Settle(Person who, (WaitingPhotograph Row, NoticeStore.Stored Notice) given, KeptPhotograph made, CancellationToken stop) => database.Write<Outcome>(async (connection, transaction) =>
    {
        var (row, notice) = given;
        var state = await connection.ExecuteScalarAsync<string?>("select state from photograph_waiting where id = @Id", new { row.Id }, transaction);
        if (await connection.ExecuteAsync("update photograph_waiting set state = 'attached' where id = @Id and state in ('waiting', 'discarded')", new { row.Id }, transaction) == 0)
        {
            var isThere = await connection.ExecuteScalarAsync<long>("""
                select count(*) from photograph_waiting w join notice_image i on i.master_hash = w.master_hash and i.ref = w.candidates where w.id = @Id and w.candidates = @Ref
                """, new { row.Id, notice.Ref }, transaction) > 0;
            return isThere ? new Outcome.Done(notice.Ref) : new Outcome.Conflict("", row.ReceivedAt);
        }

        if (await attach.Run(connection, transaction, who, [made], "attach") is not [AttachPhotographs.Fate.Attached])
        {
            await connection.ExecuteAsync("update photograph_waiting set state = @state where id = @Id", new { state, row.Id }, transaction);
            return new Outcome.Invalid("q", Words["Photo.Added", 0, 1]);
        }

        await connection.ExecuteAsync("update photograph_waiting set candidates = @Ref where id = @Id", new { notice.Ref, row.Id }, transaction);
        await journal.Write(connection, transaction, new Journal.Entry(who, "notice.picture_add", "notice", notice.Ref) { Museum = notice.MuseumId, After = row.FileName });
        return new Outcome.Done(notice.Ref);
    }, stop);

    private Task<Outcome> Discard(Person who, WaitingPhotograph row, CancellationToken stop) => database.Write<Outcome>(async (connection, transaction) =>
    {
        if (await connection.ExecuteAsync("update photograph_waiting set state = 'discarded' where id = @Id and state = 'waiting'", new { row.Id }, transaction) > 0)
        {
            await journal.Write(connection, transaction, new Journal.Entry(who, "museum.photograph_discard", "museum", row.MuseumId) { Museum = row.MuseumId, Before = row.FileName });
            return new Outcome.Done("");
        }

        var isAttached = await connection.ExecuteScalarAsync<long>("select count(*) from photograph_waiting where id = @Id and state = 'attached'", new { row.Id }, transaction) > 0;
        return isAttached ? new Outcome.Conflict("", row.ReceivedAt) : new Outcome.Done("");
    }, stop);
}
