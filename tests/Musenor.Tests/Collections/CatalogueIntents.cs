using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Tests.Collections;

/// <summary>What tests of the catalogue say to a portal.</summary>
internal static class CatalogueIntents
{
    public static readonly string[] Mandatory = ["INV", "DOMN", "STAT"];

    public static async Task Museum(this MusenorFixture portal, string code, string name, string city = "", string department = "")
    {
        var database = portal.Services.GetRequiredService<Database>();
        var announce = portal.Services.GetRequiredService<AnnounceMuseum>();
        await database.Write(async (connection, transaction) =>
        {
            await announce.Run(connection, transaction, code, name, city);
            return await connection.ExecuteAsync(
                "update museum set department = @department, revision = (select max(revision) + 1 from museum) where id = @code", new { code, department }, transaction);
        });
    }

    /// <summary>Writes one notice: pairs of Joconde code and text. Fills what is mandatory and was not said.</summary>
    public static async Task<WriteResult> Notice(this MusenorFixture portal, string? reference, string museum, params (string Code, string Text)[] fields)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOMN"] = "peinture", ["STAT"] = "propriété de la commune ; achat ; Lille" };
        foreach (var (code, text) in fields)
        {
            columns[code] = text;
        }

        columns.TryAdd("INV", reference ?? "");
        return (await portal.Write(new Incoming(reference, museum, columns)))[0];
    }

    public static Task<IReadOnlyList<WriteResult>> Write(this MusenorFixture portal, params Incoming[] notices)
    {
        var database = portal.Services.GetRequiredService<Database>();
        var write = portal.Services.GetRequiredService<WriteNotices>();
        return database.Write((connection, transaction) => write.Run(connection, transaction, null, notices, Mandatory));
    }

    public static Task<SearchResult> Search(this MusenorFixture portal, string query, Func<SearchState, SearchState>? change = null) =>
        portal.Ask((SearchNotices search) => search.Run((change ?? (s => s))(new SearchState { Q = query }), 50));

    /// <summary>References found, best first.</summary>
    public static async Task<string[]> Refs(this MusenorFixture portal, string query, Func<SearchState, SearchState>? change = null) =>
        [.. (await portal.Search(query, change)).Lines.Select(l => l.Ref)];
}
