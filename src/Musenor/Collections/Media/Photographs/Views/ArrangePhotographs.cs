using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Media.Photographs.Views;

/// <summary>
/// A person describes the pictures of a notice, orders them, pairs them, takes one away, or goes back to how they were. What was typed is
/// kept with each gesture. Nothing is destroyed: files stay, and so does what every change replaced.
/// </summary>
public sealed class ArrangePhotographs(Once once, RefreshColumns refresh, Journal journal, TimeProvider clock)
{
    public const int LongestText = 500;
    private const string EditedInJournal = "notice.picture_edit";
    private const string RemovedInJournal = "notice.picture_remove";
    private const string RestoredInJournal = "notice.picture_restore";

    /// <param name="Version">Of the pictures that the form showed.</param>
    /// <param name="Texts">What is said of each picture, by its id.</param>
    /// <param name="Gesture">« monter:id », « descendre:id », « retirer:id », « revenir:number », or nothing.</param>
    public sealed record Form(string Ref, string Version, IReadOnlyDictionary<string, PictureTexts> Texts, string Gesture = "", string? Key = null);

    private static Texts Words => Texts.Of("Collections");

    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default) =>
        once.Write(form.Key, $"ArrangePhotographs:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form), stop);

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form)
    {
        if (await ChangeNotice.Read(connection, transaction, form.Ref) is not { } notice)
        {
            return new Outcome.Missing();
        }

        if (!who.May(Rights.EditNotices, notice.MuseumId))
        {
            return new Outcome.Refused(Words["Edit.Refused"]);
        }

        var before = await PictureRows.Read(connection, transaction, notice.Ref);
        if (PictureRows.Version(before) != form.Version)
        {
            var last = await PictureHistory.Last(connection, transaction, notice.Ref);
            return new Outcome.Conflict(last?.Name ?? "", last?.ChangedAt ?? clock.GetUtcNow());
        }

        if (Check(form.Texts, before) is { Count: > 0 } problems)
        {
            return new Outcome.Invalid(problems);
        }

        var (verb, which) = form.Gesture.Split(':', 2) is [var first, var second] ? (first, second) : ("", "");
        if (await After(connection, transaction, notice.Ref, [.. before.Select(r => form.Texts.TryGetValue(r.Id, out var texts) ? texts.On(r) : r)], (verb, which)) is not { } after)
        {
            return new Outcome.Missing();
        }

        return PictureRows.Version(before) == PictureRows.Version([.. after.Select((r, i) => r with { Position = i + 1 })])
            ? new Outcome.Done("0")
            : await Keep(connection, transaction, who, notice, (before, after), verb);
    }

    private static async Task<List<NoticeImage>?> After(DbConnection connection, DbTransaction transaction, string reference, List<NoticeImage> rows, (string Verb, string Object) gesture)
    {
        if (gesture.Verb == "revenir")
        {
            return await PictureHistory.Before(connection, transaction, reference, gesture.Object);
        }

        var at = rows.FindIndex(r => r.Id == gesture.Object);
        switch (gesture.Verb)
        {
            case "":
                return rows;
            case "monter" when at > 0:
                (rows[at - 1], rows[at]) = (rows[at], rows[at - 1]);
                // From now on names order nothing here: what imports bring comes after.
                return [.. rows.Select(r => r with { ViewKey = "" })];
            case "descendre" when at >= 0 && at < rows.Count - 1:
                (rows[at + 1], rows[at]) = (rows[at], rows[at + 1]);
                return [.. rows.Select(r => r with { ViewKey = "" })];
            case "retirer" when at >= 0:
                rows.RemoveAt(at);
                return rows;
            default:
                return gesture.Verb is "monter" or "descendre" && at >= 0 ? rows : null;
        }
    }

    private async Task<Outcome> Keep(
        DbConnection connection, DbTransaction transaction, Person who, NoticeStore.Stored notice, (List<NoticeImage> Before, List<NoticeImage> After) change, string verb)
    {
        var now = clock.GetUtcNow();
        var action = verb switch { "retirer" => "remove", "revenir" => "restore", _ => "change" };
        await PictureRows.Write(connection, transaction, notice.Ref, change, new PictureDeed(action, who, now));
        var kept = change.After.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in change.Before.Where(r => r.MasterHash is not null && !kept.Contains(r.Id)))
        {
            await SetAside(connection, transaction, notice.Ref, gone, now);
        }

        foreach (var back in change.After.Where(r => r.MasterHash is not null))
        {
            await connection.ExecuteAsync("delete from picture_removed where ref = @Ref and master_hash = @MasterHash", new { notice.Ref, back.MasterHash }, transaction);
        }

        refresh.Run(connection, transaction, [notice.Ref]);
        await Tell(connection, transaction, who, notice, change, action);
        return new Outcome.Done(action);
    }

    // An import that meets the same bytes for the same notice leaves them where the person put them.
    private static Task<int> SetAside(DbConnection connection, DbTransaction transaction, string reference, NoticeImage gone, DateTimeOffset now) => connection.ExecuteAsync("""
        insert into picture_removed (ref, master_hash, removed_at) values (@reference, @MasterHash, @now) on conflict (ref, master_hash) do nothing
        """, new { reference, gone.MasterHash, now }, transaction);

    private Task Tell(DbConnection connection, DbTransaction transaction, Person who, NoticeStore.Stored notice, (List<NoticeImage> Before, List<NoticeImage> After) change, string action) =>
        journal.Write(connection, transaction, new Journal.Entry(who, InJournal(action), "notice", notice.Ref)
        {
            Museum = notice.MuseumId,
            Before = JsonSerializer.Serialize(PictureHistory.Lines(change.Before)),
            After = JsonSerializer.Serialize(PictureHistory.Lines(change.After)),
        });

    private static string InJournal(string action) => action == "remove" ? RemovedInJournal : action == "restore" ? RestoredInJournal : EditedInJournal;

    private static List<FieldProblem> Check(IReadOnlyDictionary<string, PictureTexts> texts, List<NoticeImage> rows)
    {
        var problems = new List<FieldProblem>();
        foreach (var (row, at) in rows.Select((r, i) => (r, i + 1)))
        {
            if (!texts.TryGetValue(row.Id, out var said))
            {
                continue;
            }

            problems.AddRange(said.Named.Where(t => t.Text.Length > LongestText).Select(t => new FieldProblem($"{t.Field}-{row.Id}", Words["Photo.TooLong", at, LongestText])));
            if (said.Licence.Length > 0 && !Licence.All.Contains(said.Licence))
            {
                problems.Add(new($"licence-{row.Id}", Words["Photo.OtherLicence", at]));
            }

            if (said.BeforeId.Length > 0 && (said.BeforeId == row.Id || rows.TrueForAll(r => r.Id != said.BeforeId)))
            {
                problems.Add(new($"avant-{row.Id}", Words["Photo.OtherPicture", at]));
            }
        }

        return problems;
    }
}

/// <summary>What a person says of one picture.</summary>
/// <param name="BeforeId">The picture of the state before; empty where this one is not the state after of any.</param>
public sealed record PictureTexts(string Caption, string Photographer, string Credit, string Licence, string Alt, string BeforeId)
{
    public static PictureTexts Of(NoticeImage row) => new(row.Caption, row.Photographer, row.Credit, row.Licence, row.Alt, row.BeforeId ?? "");

    public static PictureTexts Read(IFormCollection form, string id)
    {
        string Text(string name) => EditedFields.Clean(form[$"{name}-{id}"].ToString());
        return new(Text("legende"), Text("photographe"), Text("credit"), Text("licence"), Text("alt"), Text("avant"));
    }

    public IEnumerable<(string Field, string Text)> Named => [("legende", Caption), ("photographe", Photographer), ("credit", Credit), ("alt", Alt)];

    public NoticeImage On(NoticeImage row) =>
        row with { Caption = Caption, Photographer = Photographer, Credit = Credit, Licence = Licence, Alt = Alt, BeforeId = BeforeId.Length > 0 ? BeforeId : null };
}
