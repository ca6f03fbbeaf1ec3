using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Mapping;

/// <summary>All stored records of a source go through its mapping again, behind the page and without the network.</summary>
internal sealed class ReplayMapping(Once once, Journal journal, MappingBell bell, TimeProvider clock)
{
    public const string Action = "mapping.replay";

    public async Task<Outcome> Run(Person who, string source, string? key = null, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null))
        {
            return new Outcome.Refused(Texts.Of("Interop")["Alignment.Refused"]);
        }

        var outcome = await once.Write(key, $"ReplayMapping:{who.Id}", async (connection, transaction) =>
        {
            if (await connection.ExecuteScalarAsync<string?>("select code from harvest_source where code = @source", new { source }, transaction) is not { } code)
            {
                return new Outcome.Missing();
            }

            await Again(connection, transaction, code, clock.GetUtcNow());
            await journal.Write(connection, transaction, new Journal.Entry(who, Action, "harvest", code));
            return new Outcome.Done(code);
        }, stop);
        bell.Ring();
        return outcome;
    }

    internal static Task<int> Again(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, string source, DateTimeOffset now) =>
        connection.ExecuteAsync("update mapping_progress set seq = 0, pass = pass + 1, updated_at = @now where source = @source", new { source, now }, transaction);
}
