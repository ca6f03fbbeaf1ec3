using System.Data.Common;
using Dapper;
using Musenor.Collections.Import.Undo;
using Musenor.Storage;

namespace Musenor.Collections.Import.Workshop;

/// <summary>One import as its page shows it.</summary>
/// <param name="Trial">Its latest dry run.</param>
/// <param name="Run">What it did to the catalogue.</param>
/// <param name="Before">Who is served before it, while it waits.</param>
/// <param name="Earlier">The same bytes for the same museum, handed over before.</param>
/// <param name="Moved">Notices changed since the dry run began, where that matters still.</param>
/// <param name="Absent">Notices of the museum that a file of the whole collection does not name.</param>
public sealed record ImportView(
    ImportRequest Request, ImportRecord? Trial, ImportRecord? Run, UndoRecord? Undo, IReadOnlyList<ImportRequest> Before, ImportRequest? Earlier, long Moved, long Absent)
{
    /// <summary>What the report is about.</summary>
    public ImportRecord? Told => Run ?? Trial;
}

/// <summary>Reads an import handed over in the workshop, or made by the command line.</summary>
public sealed class ReadImport(Database database)
{
    private const string Named = $"""
        select {QueuedImports.Columns}, coalesce(a.name, '') as name from import_request r left join account a on a.id = r.account_id

        """;

    /// <summary>Null when there is none; who may see it is for the caller to ask.</summary>
    public async Task<ImportView?> Run(string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        if (await Request(connection, id, null) is not { } request)
        {
            return null;
        }

        var run = request.ImportId is null ? null : await ImportJournal.Find(connection, request.ImportId);
        var undo = run is null ? null : await UndoImport.Read(connection, run.Id);
        var request2 = undo is { IsDone: true } && request.State != RequestState.Undone ? request with { State = RequestState.Undone } : request;
        return new ImportView(
            request2,
            request.TrialId is null ? null : await ImportJournal.Find(connection, request.TrialId),
            run,
            undo,
            request.IsQueued ? await QueuedImports.Before(connection, request.Id) : [],
            await Earlier(connection, request),
            request.State == RequestState.Tried ? await Moved(connection, request) : 0,
            request is { IsWhole: true, State: RequestState.Done, MuseumId: { } museum } && run is not null && undo is null ? await ImportSeen.CountAbsent(connection, run.Id, museum) : 0);
    }

    /// <summary>Of the workshop, or made up of an import of the command line.</summary>
    internal static async Task<ImportRequest?> Request(DbConnection connection, string id, DbTransaction? transaction)
    {
        if (await connection.QuerySingleOrDefaultAsync<ImportRequest>($"{Named} where r.id = @id", new { id }, transaction) is { } request)
        {
            // Stopped or killed before it could say which import it began.
            return request.ImportId is not null ? request : request with
            {
                ImportId = await connection.QueryFirstOrDefaultAsync<string?>("select id from import where request_id = @id and is_dry_run = @no order by started_at desc limit 1", new { id, no = false }, transaction),
            };
        }

        return await connection.QuerySingleOrDefaultAsync<ImportRequest>("""
            select id, file_name, file_hash, museum_id, started_at as asked_at, started_at as queued_at, id as import_id,
                case state when 'done' then 'done' when 'running' then 'stopped' else 'failed' end as state, created, changed, unchanged, rejected
            from import where id = @id and request_id is null and is_dry_run = @no
            """, new { id, no = false }, transaction);
    }

    /// <summary>Done before with the same bytes for the same museum, and not put back; or handed over by somebody else meanwhile.</summary>
    private static Task<ImportRequest?> Earlier(DbConnection connection, ImportRequest request) => connection.QueryFirstOrDefaultAsync<ImportRequest?>("""
        select coalesce(r.id, i.id) as id, coalesce(a.name, '') as name, i.file_name, coalesce(i.finished_at, i.started_at) as asked_at, 'done' as state
        from import i left join import_request r on r.id = i.request_id left join account a on a.id = r.account_id
        where i.file_hash = @FileHash and i.state = 'done' and i.is_dry_run = @no and coalesce(i.museum_id, '') = coalesce(@MuseumId, '')
          and i.id <> coalesce(@ImportId, '') and coalesce(i.request_id, '') <> @Id
          and not exists (select 1 from import_undo u where u.import_id = i.id)
        order by i.started_at desc limit 1
        """, new { request.FileHash, request.MuseumId, request.ImportId, request.Id, no = false });

    private static Task<long> Moved(DbConnection connection, ImportRequest request) => connection.ExecuteScalarAsync<long>(
        "select count(*) from notice where revision > @TriedAt and (@MuseumId is null or museum_id = @MuseumId)", new { request.TriedAt, request.MuseumId });
}
