using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Errors;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>Hands an archive to the person it speaks of, signed in; to anybody else the address holds nothing.</summary>
public sealed class FetchExport(Database database, ExportFiles files, Journal journal, TimeProvider clock)
{
    internal static Task<IResult> Answer(string id, HttpContext context, FetchExport fetch, CancellationToken stop) => fetch.Run(id, context, stop);

    private async Task<IResult> Run(string id, HttpContext context, CancellationToken stop)
    {
        var who = context.Known();
        var export = await database.Write(async (connection, transaction) =>
        {
            var found = await connection.QuerySingleOrDefaultAsync<DataExport?>("select id, account_id, state, asked_at, ready_at, expires_at, size from data_export where id = @id and account_id = @account",
                new { id, account = who.Id }, transaction);
            if (found?.IsOpen(clock.GetUtcNow()) == true)
            {
                await journal.Write(connection, transaction, new(who, "export.fetch", "account", who.Id));
            }

            return found;
        }, stop);
        if (export is null)
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-store";
        var path = files.Of(who.Id, export.Id);
        if (!export.IsOpen(clock.GetUtcNow()) || !File.Exists(path))
        {
            context.Features.Set(new StatusReason(Texts.Of("Accounts")["ExportGone"]));
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        return Results.File(path, "application/zip", "mes-donnees.zip");
    }
}
