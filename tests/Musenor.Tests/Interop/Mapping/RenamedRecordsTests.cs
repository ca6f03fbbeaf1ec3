using System.Net;
using Musenor.Interop.Mapping;
using Musenor.Tests.Collections;
using Musenor.Tests.Interop.Harvest;
using Xunit;

namespace Musenor.Tests.Interop.Mapping;

/// <summary>Records that their source calls otherwise, or dates anew without a word changed.</summary>
public sealed class RenamedRecordsTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Source("PROSCITEC", "Proscitec");

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_work_whose_identifier_changed_at_its_source_keeps_its_address(bool isNewFirst)
    {
        var moulin = HarvestedIntents.Dc(("title", "Moulin"), ("identifier", "M0301000355"));
        await _portal.Record("PROSCITEC", "oai:a:1", moulin);
        await _portal.Map("PROSCITEC");
        if (isNewFirst)
        {
            await _portal.Record("PROSCITEC", "oai:b:1", moulin);
            await _portal.Map("PROSCITEC");
            Assert.Equal(MappingFault.Duplicate, await _portal.Fault("PROSCITEC", "oai:b:1"));
        }

        await _portal.Delete("PROSCITEC", "oai:a:1");
        await _portal.Record("PROSCITEC", "oai:b:2", HarvestedIntents.Work("Autre", "2"));
        if (!isNewFirst)
        {
            await _portal.Record("PROSCITEC", "oai:b:1", moulin);
        }

        await _portal.Map("PROSCITEC");
        Assert.Equal(["M0301000355"], await _portal.Refs("moulin"));
        Assert.Equal((null, "M0301000355", null), (await _portal.Fault("PROSCITEC", "oai:b:1"), await _portal.Address("PROSCITEC", "oai:b:1"), await _portal.Address("PROSCITEC", "oai:a:1")));
        using var page = await _portal.Visitor().GetAsync("/notices/M0301000355");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        // Its old name comes back: now that one is the second with the reference.
        await _portal.Replay("PROSCITEC");
        await _portal.Record("PROSCITEC", "oai:a:1", moulin);
        await _portal.Map("PROSCITEC");
        Assert.Equal(MappingFault.Duplicate, await _portal.Fault("PROSCITEC", "oai:a:1"));
        Assert.Equal(["M0301000355"], await _portal.Refs("moulin"));
    }

    [Fact]
    public async Task A_record_dated_anew_tells_its_new_date_and_is_tried_again_where_it_waited()
    {
        await using var portal = new HarvestPortal();
        await using var provider = await AwkwardProvider.Start(5);
        await portal.Add(provider);
        await portal.Harvest();
        Assert.Equal(5, (await portal.Column("select ref from harvest_origin")).Length);
        const string Seq = "select cast(seq as text) from harvest_record where oai_id = 'oai:test.example.org:";
        var (before, other) = (await portal.Column($"{Seq}2'"), await portal.Column($"{Seq}1'"));
        await portal.Do("insert into mapping_fault (source, oai_id, code, message, mapping, datestamp, first_seen_at, last_seen_at) values ('essai', 'oai:test.example.org:2', 'DUP', '', '', '', '', '')");
        foreach (var i in new[] { 0, 1 })
        {
            provider.Items[i] = provider.Items[i] with { At = DateTimeOffset.UtcNow.AddDays(-1) };
        }

        var run = await portal.Harvest(isFull: true);
        Assert.Equal((0L, 5L), (run.Changed, run.Unchanged));
        Assert.Empty(await portal.Column("select oai_id from mapping_fault"));
        Assert.NotEqual(before, await portal.Column($"{Seq}2'"));
        Assert.Equal(other, await portal.Column($"{Seq}1'"));
        Assert.Empty(await portal.Column("select r.oai_id from harvest_record r join harvest_origin o on o.source = r.source and o.oai_id = r.oai_id where o.datestamp <> r.datestamp"));
        Assert.Equal(2, (await portal.Column("select distinct datestamp from harvest_origin where oai_id in ('oai:test.example.org:1', 'oai:test.example.org:3')")).Length);
    }
}
