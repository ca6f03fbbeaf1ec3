using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;

namespace Musenor.Collections.Quality.Bulk;

/// <summary>A change by lot as it is kept.</summary>
public sealed record BulkEdit
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Undoing = "undoing";
    public const string Undone = "undone";

    internal const string Columns = "b.id, b.account_id, b.kind, b.field, b.term, b.replacement, b.is_over, b.filter, b.museums, b.state, b.asked_at, b.finished_at, b.undone_at, b.undone_by";

    public string Id { get; init; } = "";
    public string? AccountId { get; init; }
    public string Kind { get; init; } = "";
    public string Field { get; init; } = "";
    public string Term { get; init; } = "";
    public string Replacement { get; init; } = "";
    public bool IsOver { get; init; }
    public string Filter { get; init; } = "";

    /// <summary>Parted by blanks.</summary>
    public string Museums { get; init; } = "";
    public string State { get; init; } = "";
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Account of who put it back.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Of who asked; empty for an operator, or somebody who left.</summary>
    public string Name { get; init; } = "";

    public BulkChange Change => new(Kind, Field, Term, Replacement, IsOver);

    public bool IsMoving => State is Running or Undoing;

    /// <summary>Seen and undone by those who may edit all that it touched.</summary>
    public bool IsFor(Person who) => Museums.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(m => who.May(Rights.EditNotices, m));

    internal static Task<BulkEdit?> Read(DbConnection connection, DbTransaction? transaction, string id) => connection.QuerySingleOrDefaultAsync<BulkEdit>(
        $"select {Columns}, coalesce(a.name, '') as name from bulk_edit b left join account a on a.id = b.account_id where b.id = @id", new { id }, transaction);
}

/// <summary>One notice of a change by lot.</summary>
public sealed record BulkLine
{
    public const string Waiting = "waiting";
    public const string Done = "done";
    public const string Skipped = "skipped";
    public const string Undone = "undone";
    public const string Kept = "kept";

    public int Position { get; init; }
    public string Ref { get; init; } = "";
    public string MuseumId { get; init; } = "";
    public long Revision { get; init; }
    public string State { get; init; } = "";
    public string Reason { get; init; } = "";
    public string BeforeText { get; init; } = "";
    public string AfterText { get; init; } = "";
    public bool WasEdited { get; init; }
}
