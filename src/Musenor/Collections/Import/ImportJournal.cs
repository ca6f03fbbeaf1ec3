using System.Data.Common;
using Dapper;

namespace Musenor.Collections.Import;

/// <summary>What the database remembers of an import. Every method runs inside the caller's transaction.</summary>
internal static class ImportJournal
{
    private const string Columns =
        "id, file_name, format, encoding, state, started_at, finished_at, rows_done, created, changed, unchanged, rejected, warnings, museum_id, request_id, is_dry_run, " +
        "exists (select 1 from import_undo u where u.import_id = import.id and u.state = 'done') as is_undone";

    /// <summary>Takes over the running import of the same bytes and options, or begins one.</summary>
    public static async Task<ImportRecord> Begin(DbConnection connection, DbTransaction transaction, SourceFile file, string name, ImportOptions options, DateTimeOffset now)
    {
        var running = await connection.QuerySingleOrDefaultAsync<ImportRecord>(
            $"select {Columns} from import where file_hash = @hash and options = @options and state = 'running'", new { hash = file.Hash, options = options.Text }, transaction);
        if (running is not null)
        {
            return running;
        }

        var begun = New(file, name, now);
        await connection.ExecuteAsync("""
            insert into import (id, file_name, file_hash, format, encoding, options, state, started_at, museum_id, request_id, is_dry_run)
            values (@Id, @FileName, @hash, @Format, @Encoding, @Text, 'running', @StartedAt, @Museum, @Request, @IsDryRun)
            """, new { begun.Id, begun.FileName, hash = file.Hash, begun.Format, begun.Encoding, options.Text, begun.StartedAt, options.Museum, options.Request, options.IsDryRun }, transaction);
        return begun;
    }

    public static ImportRecord New(SourceFile file, string name, DateTimeOffset now) =>
        new() { Id = Guid.CreateVersion7(now).ToString(), FileName = name, Format = file.Format.Name, Encoding = file.Encoding, StartedAt = now };

    public static Task<ImportRecord> Read(DbConnection connection, DbTransaction? transaction, string id) =>
        connection.QuerySingleAsync<ImportRecord>($"select {Columns} from import where id = @id", new { id }, transaction);

    public static async Task<IReadOnlyList<ImportRecord>> Latest(DbConnection connection, int count) =>
        (await connection.QueryAsync<ImportRecord>($"select {Columns} from import where is_dry_run = @no order by started_at desc, id desc limit @count", new { count, no = false })).AsList();

    /// <summary>The import of a request: its latest dry run, or its run.</summary>
    public static Task<ImportRecord?> Find(DbConnection connection, string id) =>
        connection.QuerySingleOrDefaultAsync<ImportRecord>($"select {Columns} from import where id = @id", new { id });

    public static Task Save(DbConnection connection, DbTransaction transaction, ImportRecord record) => connection.ExecuteAsync("""
        update import set rows_done = @RowsDone, created = @Created, changed = @Changed, unchanged = @Unchanged, rejected = @Rejected,
            warnings = @Warnings, state = @State, finished_at = @FinishedAt
        where id = @Id
        """, new { record.RowsDone, record.Created, record.Changed, record.Unchanged, record.Rejected, record.Warnings, record.State, record.FinishedAt, record.Id }, transaction);

    public static async Task Add(DbConnection connection, DbTransaction transaction, string id, IReadOnlyList<Remark> remarks)
    {
        if (remarks.Count > 0)
        {
            await connection.ExecuteAsync("""
                insert into import_remark (import_id, line, position, is_reject, field, value, reason, remedy, cells)
                values (@id, @Line, @Position, @IsReject, @Field, @Value, @Reason, @Remedy, @Cells)
                """, remarks.Select(r => new { id, r.Line, r.Position, r.IsReject, r.Field, r.Value, r.Reason, r.Remedy, r.Cells }), transaction);
        }
    }

    /// <summary>Every remark in the order of the file, streaming.</summary>
    public static async IAsyncEnumerable<Remark> Remarks(DbConnection connection, string id)
    {
        const string Select = "select line, position, is_reject, field, value, reason, remedy, cells from import_remark where import_id = @id order by line, position";
        await foreach (var row in connection.QueryUnbufferedAsync<RemarkRow>(Select, new { id }))
        {
            yield return new Remark(row.Line, row.Position, row.IsReject, row.Field, row.Value, row.Reason, row.Remedy, row.Cells);
        }
    }

    private sealed record RemarkRow
    {
        public long Line { get; init; }

        public int Position { get; init; }

        public bool IsReject { get; init; }

        public string Field { get; init; } = "";

        public string Value { get; init; } = "";

        public string Reason { get; init; } = "";

        public string Remedy { get; init; } = "";

        public string? Cells { get; init; }
    }
}
