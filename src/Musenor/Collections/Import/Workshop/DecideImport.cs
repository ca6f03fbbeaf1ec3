using System.Data.Common;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Workshop;

/// <summary>What a person decides of a file handed over: import it, try it again, stop, put it aside, put it back.</summary>
internal sealed class DecideImport(Once once, ImportSignal signal, Journal journal, TimeProvider clock)
{
    public const string Import = "importer";
    public const string Try = "essayer";
    public const string Stop = "arreter";
    public const string Drop = "classer";
    public const string Undo = "annuler";

    public sealed record Form(string Id, string Deed, string? Key = null);

    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        var outcome = await once.Write(form.Key, $"DecideImport:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form), stop);
        signal.Wake();
        return outcome;
    }

    /// <summary>What may be decided of a file in this state.</summary>
    public static bool Allows(string deed, string state, bool hasImport) => deed switch
    {
        Import => state is RequestState.Tried || (hasImport && state is RequestState.Stopped or RequestState.Failed),
        Try => state is RequestState.Tried or RequestState.Refused || (!hasImport && state is RequestState.Stopped or RequestState.Failed),
        Stop => state is RequestState.Trial or RequestState.Import,
        Drop => state is RequestState.Tried or RequestState.Refused or RequestState.Failed or RequestState.Stopped,
        Undo => hasImport && state is RequestState.Done or RequestState.Stopped or RequestState.Failed or RequestState.Dropped,
        _ => false,
    };

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form)
    {
        var words = Texts.Of("Collections");
        if (await ReadImport.Request(connection, form.Id, transaction) is not { } request)
        {
            return new Outcome.Missing();
        }

        if (!who.May(Rights.EditNotices, request.MuseumId))
        {
            return new Outcome.Refused(words["Imports.Refused"]);
        }

        // A file of the command line is not kept: it can be put back, and nothing else.
        if (!Allows(form.Deed, request.State, request.ImportId is not null) || (!request.HasFile && form.Deed != Undo))
        {
            return new Outcome.Conflict("", clock.GetUtcNow());
        }

        if (!request.HasFile)
        {
            await ImportOfTheCommandLine(connection, transaction, request);
        }

        await Change(connection, transaction, who, request, form.Deed);
        await journal.Write(connection, transaction, new Journal.Entry(who, Action(form.Deed), "import", request.Id) { Museum = request.MuseumId, After = request.FileName });
        return new Outcome.Done(request.Id);
    }

    private static string Action(string deed) => deed switch // the journal tells each of them
    {
        Import => "import.run",
        Try => "import.try",
        Stop => "import.stop",
        Drop => "import.drop",
        _ => "import.ask_undo",
    };

    private async Task Change(DbConnection connection, DbTransaction transaction, Person who, ImportRequest request, string deed)
    {
        if (deed == Stop && request.IsHeld)
        {
            await connection.ExecuteAsync("update import_request set stop_asked = @yes where id = @Id", new { request.Id, yes = true }, transaction);
            return;
        }

        if (deed == Drop)
        {
            // Nothing takes it up again.
            await connection.ExecuteAsync("update import set state = 'failed', finished_at = @now where id = @ImportId and state = 'running'", new { request.ImportId, now = clock.GetUtcNow() }, transaction);
        }

        var state = deed switch
        {
            Import => RequestState.Import,
            Try => RequestState.Trial,
            Stop => RequestState.Stopped,
            Drop => RequestState.Dropped,
            _ => RequestState.Undo,
        };
        await connection.ExecuteAsync("""
            update import_request set state = @state, queued_at = @now, holder = null, beat_at = null, stop_asked = @no, stage = '', share = 0, rows_done = 0, problem = '',
                import_id = @ImportId, undo_by = @by, tried_at = case when @state = 'trial' then 0 else tried_at end
            where id = @Id
            """, new { state, now = clock.GetUtcNow(), no = false, request.ImportId, by = deed == Undo ? who.AccountId : null, request.Id }, transaction);
    }

    private static Task ImportOfTheCommandLine(DbConnection connection, DbTransaction transaction, ImportRequest request) => connection.ExecuteAsync("""
        insert into import_request (id, file_name, file_hash, museum_id, state, asked_at, queued_at, import_id)
        values (@Id, @FileName, @FileHash, @MuseumId, @State, @AskedAt, @QueuedAt, @ImportId)
        on conflict (id) do nothing
        """, request, transaction);
}
