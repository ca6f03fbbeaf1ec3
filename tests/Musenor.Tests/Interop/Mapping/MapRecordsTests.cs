using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Notices;
using Musenor.Interop.Mapping;
using Musenor.Storage;
using Musenor.Tests.Collections;
using Xunit;

namespace Musenor.Tests.Interop.Mapping;

/// <summary>From harvested records to notices: they enter, change, go, come back, wait in quarantine; a stop or a second process changes nothing.</summary>
public sealed class MapRecordsTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Source("PROSCITEC", "Proscitec");

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_harvested_record_is_a_searchable_notice_that_names_its_network()
    {
        await _portal.Record("PROSCITEC", "oai:proscitec.example:42", HarvestedIntents.Dc(
            ("title", "Métier à tisser &lt;b&gt;Jacquard&lt;/b&gt;"), ("identifier", "https://proscitec.example/42"), ("identifier", "Inv. 2001.4.42"),
            ("creator", "Jacquard, Joseph Marie (1752-1834)"), ("date", "19e siècle"), ("type", "métier"), ("type", "Image"), ("subject", "textile"),
            ("subject", "atelier; ouvrier"), ("format", "H. 180 cm"), ("format", "bois"), ("publisher", "Musée du Textile"), ("rights", "N/A"), ("description", "s.d.")));
        await _portal.Map("PROSCITEC");

        var line = Assert.Single((await _portal.Search("jacquard")).Lines);
        Assert.Equal("src-PROSCITEC-42", line.Ref);
        Assert.Equal("Métier à tisser Jacquard", line.Title);
        var html = WebUtility.HtmlDecode(await _portal.Visitor().GetStringAsync(line.Address));
        Assert.Contains("Notice fournie par", html, StringComparison.Ordinal);
        Assert.Contains("Voir la notice sur le site de Proscitec", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://proscitec.example/42\"", html, StringComparison.Ordinal);
        Assert.Contains("Musée du Textile", html, StringComparison.Ordinal);

        var view = (await _portal.Ask((ReadNotice read) => read.Run(line.Ref)))!.Notice;
        Assert.Equal(("2001.4.42", "textile", "métier", "atelier ; ouvrier", "H. 180 cm", "bois", "19e siècle", ""),
            (view["INV"], view["DOMN"], view["DENO"], view["REPR"], view["DIMS"], view["TECH"], view["PERI"], view["DESC"]));
        Assert.Equal(1801, view.Creation!.Value.From);

        var found = await _portal.Search("", s => s.With("reseau", "proscitec"));
        Assert.Equal(1, found.Total);
        Assert.Equal("Proscitec", Assert.Single(found.Facets["reseau"]).Label);
    }

    [Fact]
    public async Task A_changed_record_changes_its_notice_and_what_it_no_longer_says_goes()
    {
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Dc(("title", "Rabot"), ("identifier", "Inv. 1"), ("description", "Un outil de menuisier.")));
        await _portal.Map("PROSCITEC");
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Dc(("title", "Varlope"), ("identifier", "Inv. 1")));
        await _portal.Map("PROSCITEC");
        Assert.Empty(await _portal.Refs("menuisier"));
        Assert.Equal(["src-PROSCITEC-1"], await _portal.Refs("varlope"));
        Assert.Equal(2, await _portal.Value<long>("select count(*) from notice_change where ref = 'src-PROSCITEC-1' and action = 'harvest'"));
    }

    [Fact]
    public async Task What_a_person_corrected_here_stays_through_the_next_harvest()
    {
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Rabot", "1"));
        await _portal.Map("PROSCITEC");
        var revision = await _portal.Value<long>("select revision from notice where ref = 'src-PROSCITEC-1'");
        await _portal.Ask((Musenor.Collections.Editing.EditNotice edit) => edit.Run(Musenor.Accounts.Access.Person.Operator,
            new("src-PROSCITEC-1", revision, new Dictionary<string, string> { ["TITR"] = "Rabot à moulures" })));
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Rabot (outil)", "1-bis"));
        await _portal.Map("PROSCITEC");
        var view = (await _portal.Ask((ReadNotice read) => read.Run("src-PROSCITEC-1")))!.Notice;
        Assert.Equal(("Rabot à moulures", "1-bis"), (view["TITR"], view["INV"]));
    }

    [Fact]
    public async Task A_deleted_record_leaves_410_with_its_history_and_a_revived_one_comes_back()
    {
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Rabot", "1"));
        await _portal.Map("PROSCITEC");
        await _portal.Delete("PROSCITEC", "oai:p:1");
        await _portal.Delete("PROSCITEC", "oai:p:never-seen");
        await _portal.Map("PROSCITEC");
        Assert.Empty(await _portal.Refs("rabot"));
        using (var gone = await _portal.Visitor().GetAsync("/notices/src-PROSCITEC-1"))
        {
            Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
            Assert.Contains("retirée par le réseau", WebUtility.HtmlDecode(await gone.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }

        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Rabot", "1"));
        await _portal.Map("PROSCITEC");
        Assert.Equal(["src-PROSCITEC-1"], await _portal.Refs("rabot"));
        Assert.Equal(3, await _portal.Value<long>("select count(*) from notice_change where ref = 'src-PROSCITEC-1'"));
    }

    [Fact]
    public async Task A_notice_that_a_person_withdrew_does_not_come_back_by_itself()
    {
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Rabot", "1"));
        await _portal.Map("PROSCITEC");
        await _portal.Ask((Musenor.Collections.Editing.WithdrawNotices withdraw) => withdraw.Run(Musenor.Accounts.Access.Person.Operator, new(["src-PROSCITEC-1"], "droits", "")));
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Rabot neuf", "1"));
        await _portal.Map("PROSCITEC");
        Assert.Empty(await _portal.Refs("rabot"));
    }

    [Theory]
    [InlineData(MappingFault.MissingTitle, "identifier=Inv. 1")]
    [InlineData(MappingFault.MissingId, "title=Rabot")]
    [InlineData(MappingFault.BadDate, "title=Rabot|identifier=Inv. 1|date=1900/1801")]
    [InlineData(MappingFault.BadDate, "title=Rabot|identifier=Inv. 1|date=2900/2950")]
    public async Task A_record_that_makes_no_notice_waits_and_the_good_version_stays(string code, string elements)
    {
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Bonne version", "1"));
        await _portal.Map("PROSCITEC");
        var bad = HarvestedIntents.Dc([.. elements.Split('|').Select(e => e.Split('=')).Select(e => (e[0], e[1]))]);
        await _portal.Record("PROSCITEC", "oai:p:1", bad);
        await _portal.Record("PROSCITEC", "oai:p:2", bad);
        await _portal.Map("PROSCITEC");
        Assert.Equal((code, code), (await _portal.Fault("PROSCITEC", "oai:p:1"), await _portal.Fault("PROSCITEC", "oai:p:2")));
        Assert.Equal(["src-PROSCITEC-1"], await _portal.Refs("bonne version"));
        Assert.Null(await _portal.Address("PROSCITEC", "oai:p:2"));

        await _portal.Replay("PROSCITEC");
        Assert.Equal(2, await _portal.Value<int>("select tries from mapping_fault where oai_id = 'oai:p:2'"));
        await _portal.Record("PROSCITEC", "oai:p:2", HarvestedIntents.Work("Mendée", "2"));
        await _portal.Map("PROSCITEC");
        Assert.Null(await _portal.Fault("PROSCITEC", "oai:p:2"));
        Assert.Single(await _portal.Refs("mendée"));
    }

    [Fact]
    public async Task Records_without_mapping_or_metadata_or_well_formed_XML_wait()
    {
        await _portal.Record("PROSCITEC", "oai:p:1", "<x/>", prefix: "marcxml");
        await _portal.Record("PROSCITEC", "oai:p:2", "");
        await _portal.Record("PROSCITEC", "oai:p:3", "<oops>");
        await _portal.Record("PROSCITEC", "oai:p:4", HarvestedIntents.Work("Rabot", "4"));
        await _portal.Map("PROSCITEC");
        foreach (var id in new[] { "oai:p:1", "oai:p:2", "oai:p:3" })
        {
            Assert.Equal(MappingFault.Mapping, await _portal.Fault("PROSCITEC", id));
        }

        Assert.Single(await _portal.Refs("rabot"));
    }

    [Fact]
    public async Task A_genuine_reference_is_the_address_unless_somebody_has_it()
    {
        await _portal.Source("RESEAU", "Réseau des musées");
        await _portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Dc(("title", "Moulin"), ("identifier", "M0301000355")));
        await _portal.Record("RESEAU", "oai:r:2", HarvestedIntents.Dc(("title", "Moulin bis"), ("identifier", "M0301000355")));
        await _portal.Map("RESEAU");
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Dc(("title", "Moulin"), ("identifier", "M0301000355")));
        await _portal.Map("PROSCITEC");
        Assert.Equal("M0301000355", await _portal.Address("RESEAU", "oai:r:1"));
        Assert.Equal(MappingFault.Duplicate, await _portal.Fault("RESEAU", "oai:r:2"));
        Assert.Equal("src-PROSCITEC-1", await _portal.Address("PROSCITEC", "oai:p:1"));
    }

    [Fact]
    public async Task A_replay_changes_nothing_when_nothing_changed_and_a_new_mapping_begins_again()
    {
        await _portal.Records("PROSCITEC", "oai_dc", Enumerable.Range(1, 950).Select(i => ($"oai:p:{i}", HarvestedIntents.Work($"Œuvre {i}", $"{i}"), "live", "")));
        await _portal.Map("PROSCITEC");
        var revision = await _portal.Value<long>("select max(revision) from notice");
        await _portal.Replay("PROSCITEC");
        Assert.Equal(revision, await _portal.Value<long>("select max(revision) from notice"));
        Assert.Equal(950, (await _portal.Search("", s => s.With("reseau", "proscitec"))).Total);

        await _portal.Services.GetRequiredService<Database>().Write((c, t) => c.ExecuteAsync("update mapping_progress set mapping = 'oai_dc 0'", transaction: t));
        await _portal.Map("PROSCITEC");
        Assert.Equal((950, "oai_dc 2"), (await _portal.Value<long>("select seq from mapping_progress"), await _portal.Value<string>("select mapping from mapping_progress")));
    }

    [Fact]
    public async Task Two_processes_that_map_at_once_while_records_come_in_take_each_record_once()
    {
        await using var second = _portal.SecondPortal();
        await _portal.Records("PROSCITEC", "oai_dc", Enumerable.Range(1, 1500).Select(i => ($"oai:p:{i}", HarvestedIntents.Work($"Œuvre {i}", $"{i}"), "live", "")));
        using var start = new Barrier(3);
        async Task Several(MusenorFixture portal)
        {
            start.SignalAndWait();
            for (var i = 0; i < 4; i++)
            {
                await portal.Map("PROSCITEC");
            }
        }

        await Task.WhenAll(
            Task.Run(() => Several(_portal)),
            Task.Run(() => Several(second)),
            Task.Run(async () =>
            {
                start.SignalAndWait();
                for (var i = 0; i < 10; i++)
                {
                    await _portal.Records("PROSCITEC", "oai_dc", Enumerable.Range(1, 60).Select(n => ($"oai:p:{(i * 60) + n}", HarvestedIntents.Work($"Œuvre revue {n}", $"{(i * 60) + n}"), "live", "")));
                }
            }));
        await _portal.Map("PROSCITEC");
        Assert.Equal(1500, (await _portal.Search("", s => s.With("reseau", "proscitec"))).Total);
        Assert.Equal(600, (await _portal.Search("revue")).Total);
        Assert.Equal(1500, await _portal.Value<long>("select uses from alignment where source = 'PROSCITEC' and field = 'DOMN' and term_key = 'peinture'"));
    }

    [Fact]
    public async Task A_mapper_that_is_stopped_goes_on_where_it_was()
    {
        await _portal.Records("PROSCITEC", "oai_dc", Enumerable.Range(1, 2000).Select(i => ($"oai:p:{i}", HarvestedIntents.Work($"Œuvre {i}", $"{i}"), "live", "")));
        for (var i = 0; i < 50; i++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(20 + (i * 7)));
            try
            {
                await _portal.Services.GetRequiredService<MapRecords>().Run("PROSCITEC", stop.Token);
                break;
            }
            catch (OperationCanceledException)
            {
                // As a stop would.
            }
        }

        await _portal.Map("PROSCITEC");
        Assert.Equal(2000, (await _portal.Search("", s => s.With("reseau", "proscitec"))).Total);
        Assert.Equal(2000, await _portal.Value<long>("select count(*) from notice_change"));
    }

    [Fact]
    public async Task Other_rights_of_the_source_are_on_its_works_at_the_next_turn_without_a_new_record()
    {
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Rabot", "1"));
        await _portal.Map("PROSCITEC");
        await _portal.Services.GetRequiredService<Database>().Write((c, t) => c.ExecuteAsync("update harvest_source set rights = 'Licence Ouverte 2.0'", transaction: t));
        await _portal.Services.GetRequiredService<MappingRound>().Once(default);
        Assert.Equal("Licence Ouverte 2.0", (await _portal.Ask((ReadNotice read) => read.Run("src-PROSCITEC-1")))!.Elsewhere.Rights);
    }

    [Fact]
    public async Task Mail_addresses_of_a_harvested_record_are_neither_stored_nor_shown()
    {
        await _portal.Source("MUSEE", "Un musée", "joconde");
        await _portal.Record("MUSEE", "oai:m:1", """<n:notice xmlns:n="urn:musenor:joconde:1" ref="x"><n:champ code="TITR">Rabot</n:champ><n:champ code="INV">1</n:champ><n:champ code="CONTACT">someone@musee.example</n:champ></n:notice>""", "joconde");
        await _portal.Map("MUSEE");
        Assert.Equal("", (await _portal.Ask((ReadNotice read) => read.Run("src-MUSEE-1")))!.Notice["CONTACT"]);
        await _portal.Services.GetRequiredService<Database>().Write((c, t) => c.ExecuteAsync("""update notice set fields = '{"TITR":"Rabot","INV":"1","CONTACT":"someone@musee.example"}' where ref = 'src-MUSEE-1'""", transaction: t));
        var json = await _portal.Visitor().GetStringAsync("/notices/src-MUSEE-1.json");
        Assert.Contains("Rabot", json, StringComparison.Ordinal);
        Assert.DoesNotContain("someone@", json, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Provenance_is_kept_with_the_hops_before()
    {
        const string Before = """<about><provenance xmlns="http://www.openarchives.org/OAI/2.0/provenance"><originDescription harvestDate="2026-01-01T00:00:00Z" altered="true"><baseURL>https://first.example/oai</baseURL><identifier>oai:first:1</identifier><datestamp>2025-01-01</datestamp><metadataNamespace>http://x.example/</metadataNamespace></originDescription></provenance></about>""";
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Rabot", "1"), about: Before);
        await _portal.Map("PROSCITEC");
        var origin = (await _portal.Ask((ReadOrigins read) => read.Of(["src-PROSCITEC-1", "none"])))["src-PROSCITEC-1"];
        Assert.Equal(("https://proscitec.example/oai", "oai:p:1", "2026-11-01T00:00:00Z", "http://www.openarchives.org/OAI/2.0/oai_dc/", "2026-11-27T12:00:00Z"),
            (origin.BaseUrl, origin.OaiId, origin.Datestamp, origin.Namespace, origin.HarvestedAt));
        Assert.Contains("oai:first:1", origin.Nested, StringComparison.Ordinal);
        var told = (await _portal.Ask((Musenor.Interop.OaiPmh.IOrigins origins) => origins.Of(["src-PROSCITEC-1"], default)))["src-PROSCITEC-1"];
        Assert.Equal(("Proscitec", "oai:p:1", true), (told.SourceName, told.Identifier, told.IsAltered));
        // Kept under another name than the one that its source knows: what is told can be asked there.
        await _portal.Services.GetRequiredService<Database>().Write((c, t) => c.ExecuteAsync("update harvest_source set id_from = 'oai:proscitec.example:', id_to = 'oai:p:'", transaction: t));
        Assert.Equal("oai:proscitec.example:1", (await _portal.Ask((Musenor.Interop.OaiPmh.IOrigins origins) => origins.Of(["src-PROSCITEC-1"], default)))["src-PROSCITEC-1"].Identifier);
    }
}
