using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Generation;
using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Museums.Import;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Generation;

public sealed class GenerateNoticesTests
{
    [Fact]
    public async Task Makes_the_same_notices_for_the_same_seed_in_any_order()
    {
        await using var portal = await Started();
        var museums = await Region(portal);
        var (one, other) = (new DemoNotices(museums, 300, 7), new DemoNotices(museums, 300, 7));
        var first = one.Batch(0, 300).Select(Text).ToArray();
        var second = Enumerable.Range(0, 300).Reverse().Select(other.One).Reverse().Select(Text).ToArray();
        Assert.Equal(first, second);
        Assert.NotEqual(first, new DemoNotices(museums, 300, 8).Batch(0, 300).Select(Text));
    }

    [Fact]
    public async Task Says_on_every_notice_that_it_is_a_demonstration()
    {
        await using var portal = await Started();
        var notices = new DemoNotices(await Region(portal), 500, 1).Batch(0, 500);
        var unlabelled = notices.Where(n => !n.IsDemo || !n.Columns["INV"].StartsWith("DEMO", StringComparison.Ordinal)
            || n.Columns["COMM"] != "Notice de démonstration fabriquée par le programme : elle ne décrit aucune œuvre réelle.");
        Assert.True(!unlabelled.Any(), string.Join('\n', unlabelled.Select(n => n.Ref)));
    }

    [Fact]
    public async Task Fills_an_empty_portal_that_the_search_then_sees()
    {
        await using var portal = await Started();
        Assert.IsType<Outcome.Done>(await Generate(portal, 230));
        var works = await portal.Ask<IWorksOnline, IReadOnlyDictionary<string, int>>(w => w.CountByMuseum());
        Assert.Equal(230, works.Values.Sum());
        Assert.Equal(90, works.Count);
    }

    [Fact]
    public async Task Changes_nothing_when_run_again()
    {
        await using var portal = await Started();
        await Generate(portal, 120);
        await Generate(portal, 120);
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        Assert.Equal((120, 120), (
            await connection.ExecuteScalarAsync<int>("select count(*) from notice"),
            await connection.ExecuteScalarAsync<int>("select count(*) from notice_change")));
    }

    [Fact]
    public async Task Refuses_a_portal_that_holds_notices_of_museums()
    {
        await using var portal = await Started();
        var museums = await Region(portal);
        await portal.Services.GetRequiredService<Database>().Write(async (connection, transaction) => await portal.Services.GetRequiredService<WriteNotices>().Run(
            connection, transaction, null, [new Incoming("M0000000001", museums.All[0].Id, new Dictionary<string, string> { ["INV"] = "1", ["TITR"] = "Vraie" })], []));
        var refused = Assert.IsType<Outcome.Refused>(await Generate(portal, 10));
        Assert.Contains("portail vide", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_the_same_notices_to_a_file()
    {
        await using var portal = await Started();
        var notices = new DemoNotices(await Region(portal), 40, 3);
        using var file = new MemoryStream();
        await portal.Ask<WriteGeneratedCsv, Outcome>(w => w.Run(new GenerateNotices.Form(40, 3), file));
        var text = System.Text.Encoding.UTF8.GetString(file.ToArray());
        Assert.All(Enumerable.Range(0, 40), i => Assert.Contains($"\"{notices.One(i).Ref}\";", text, StringComparison.Ordinal));
    }

    private static async Task<MusenorFixture> Started()
    {
        var portal = new MusenorFixture();
        await portal.Services.GetRequiredService<Migrator>().Run();
        return portal;
    }

    private static Task<Outcome> Generate(MusenorFixture portal, int notices) => portal.Ask<GenerateNotices, Outcome>(g => g.Run(new GenerateNotices.Form(notices)));

    private static async Task<MuseumDirectory.Snapshot> Region(MusenorFixture portal)
    {
        await portal.Ask<LoadRegion, int>(l => l.Run());
        return await portal.Ask<MuseumDirectory, MuseumDirectory.Snapshot>(d => d.Read());
    }

    private static string Text(Incoming notice) => $"{notice.Ref}|{notice.MuseumId}|{string.Join('|', notice.Columns.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key}={c.Value}"))}";
}
