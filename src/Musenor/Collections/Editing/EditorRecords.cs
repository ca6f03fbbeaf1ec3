using System.Data.Common;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Web;

namespace Musenor.Collections.Editing;

/// <summary>
/// Who corrected notices. The history of a collection stays, under « Membre parti »: a name in a catalogued field may be an author's, so
/// only reasons lose it.
/// </summary>
internal sealed class EditorRecords : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Collections");

    public IReadOnlyList<Processing> Processings { get; } = [new("Collections", "notices")];

    public IReadOnlyList<string> Tables { get; } = ["notice_change", "notice_edit"];

    private sealed record Reason
    {
        public string Ref { get; init; } = "";
        public long Revision { get; init; }
        public string Text { get; init; } = "";
        public string? AccountId { get; init; }
    }

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var changes = await connection.QueryAsync<(string Ref, string At, string Action, string Reason)>(
            "select ref, changed_at, action, reason from notice_change where account_id = @AccountId order by revision", new { person.AccountId });
        archive.Add("notice_changes", Words["ArchiveChanges"], changes.Select(c => (IReadOnlyList<(string, string)>)
            [("notice", c.Ref), ("le", c.At), ("action", c.Action), ("motif", c.Reason)]));
        var edits = await connection.QueryAsync<(string Ref, string Code, string At)>(
            "select ref, code, edited_at from notice_edit where account_id = @AccountId order by edited_at, ref, code", new { person.AccountId });
        archive.Add("notice_edits", Words["ArchiveEdits"], edits.Select(e => (IReadOnlyList<(string, string)>)[("notice", e.Ref), ("champ", e.Code), ("le", e.At)]));
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop) =>
        [new(Words["FateChanges", await connection.ExecuteScalarAsync<long>("select count(*) from notice_change where account_id = @AccountId", new { person.AccountId }), Subject.Gone], true)];

    /// <summary>The account that the lines lead to has no name any more.</summary>
    public async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        var reasons = await connection.QueryAsync<Reason>("select ref, revision, reason as text, account_id from notice_change where reason <> ''", transaction: transaction);
        foreach (var reason in reasons.Select(r => (Line: r, Text: person.CleanerFor(r.AccountId ?? "")(r.Text))).Where(r => r.Text != r.Line.Text))
        {
            await connection.ExecuteAsync("update notice_change set reason = @text where ref = @Ref and revision = @Revision", new { text = reason.Text, reason.Line.Ref, reason.Line.Revision }, transaction);
        }

        var notes = await connection.QueryAsync<Reason>("select ref, revision, withdrawn_note as text from notice where withdrawn_note <> ''", transaction: transaction);
        foreach (var note in notes.Where(n => person.IsNamedIn(n.Text)))
        {
            await connection.ExecuteAsync("update notice set withdrawn_note = @text where ref = @Ref", new { text = person.Clean(note.Text), note.Ref }, transaction);
        }
    }

    /// <summary>The history of notices has no end.</summary>
    public Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run) => Task.FromResult<IReadOnlyList<Removed>>([]);
}
