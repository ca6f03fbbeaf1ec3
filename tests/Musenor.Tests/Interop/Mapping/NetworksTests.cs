using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Tests.Collections;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Interop.Mapping;

/// <summary>Several networks in one portal: their museums, the objects that two of them have, what their records may do to a page.</summary>
public sealed class NetworksTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Source("RESEAU", "Réseau des musées");
        await _portal.Source("PROSCITEC", "Proscitec");
        await _portal.Source("TIERS", "Un troisième");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_museum_is_found_by_code_by_name_or_announced_once()
    {
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Museum("M0500", "Musée de la Batellerie", "Douai");
        await _portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Work("Un", "1", "Palais des Beaux-Arts de Lille (M0160)"));
        await _portal.Record("RESEAU", "oai:r:2", HarvestedIntents.Work("Deux", "2", "musée de la batellerie"));
        await _portal.Record("RESEAU", "oai:r:3", HarvestedIntents.Work("Trois", "3", "Écomusée du Lin"));
        await _portal.Map("RESEAU");
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Quatre", "4", "Ecomusée du lin"));
        await _portal.Record("PROSCITEC", "oai:p:2", HarvestedIntents.Dc(("title", "Cinq"), ("identifier", "Inv. 5")));
        await _portal.Map("PROSCITEC");
        Assert.Equal(("M0160", "M0500"), ((await Of("src-RESEAU-1")).Id, (await Of("src-RESEAU-2")).Id));
        var lin = await Of("src-RESEAU-3");
        Assert.Equal(("Écomusée du Lin", true, null, lin.Id), (lin.Name, lin.ToComplete, lin.MuseofileCode, (await Of("src-PROSCITEC-1")).Id));
        Assert.Equal("Proscitec", (await Of("src-PROSCITEC-2")).Name);
    }

    [Fact]
    public async Task A_name_that_many_towns_have_finds_the_museum_of_the_town_that_is_told()
    {
        await _portal.Museum("M0600", "Musée municipal", "Bergues");
        await _portal.Source("COMMUNES", "Musées des communes", "lido");
        await _portal.Record("COMMUNES", "oai:c:1", Lido("Un", "1", "Cassel"), "lido");
        await _portal.Record("COMMUNES", "oai:c:2", Lido("Deux", "2", "Bergues"), "lido");
        await _portal.Record("COMMUNES", "oai:c:3", Lido("Trois", "3", ""), "lido");
        await _portal.Map("COMMUNES");
        await _portal.Record("COMMUNES", "oai:c:4", Lido("Quatre", "4", "Cassel"), "lido");
        await _portal.Map("COMMUNES");
        var cassel = await Of("src-COMMUNES-1");
        Assert.Equal(("Cassel", true, cassel.Id), (cassel.City, cassel.ToComplete, (await Of("src-COMMUNES-4")).Id));
        // Told without a town, it was the only one of its name.
        Assert.Equal(("M0600", "M0600"), ((await Of("src-COMMUNES-2")).Id, (await Of("src-COMMUNES-3")).Id));
    }

    [Fact]
    public async Task Works_of_another_network_are_never_ours_to_send_to_POP()
    {
        await _portal.Listed("M0500", "Musée de la Batellerie", "Douai");
        await _portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Work("Harvested", "1", "Musée (M0500)"));
        await _portal.Map("RESEAU");
        await _portal.Notice("M0500000001", "M0500", ("TITR", "À nous"), ("INV", "2"));
        Assert.Equal("a-envoyer 1", await _portal.States("M0500"));
        var package = await _portal.Make("M0500");
        Assert.Equal((1, "ready"), (package.Notices, package.State));
    }

    [Fact]
    public async Task One_object_of_two_networks_is_one_result_with_both_and_each_keeps_its_page()
    {
        await _portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Work("Métier Jacquard", "2001-4-42", "Musée (M0500)"));
        await _portal.Map("RESEAU");
        await _portal.Record("PROSCITEC", "oai:p:9", HarvestedIntents.Work("Métier à tisser Jacquard", "2001.4.42", "Musée (M0500)"));
        await _portal.Record("PROSCITEC", "oai:p:10", HarvestedIntents.Work("Autre Jacquard", "2001.4.43", "Musée (M0500)"));
        await _portal.Map("PROSCITEC");
        Assert.Equal(["src-PROSCITEC-10", "src-RESEAU-1"], (await _portal.Refs("jacquard")).Order());
        Assert.Equal(2, (await _portal.Search("", s => s.With("reseau", "proscitec"))).Total);
        foreach (var (page, other) in new[] { ("src-RESEAU-1", "src-PROSCITEC-9"), ("src-PROSCITEC-9", "src-RESEAU-1") })
        {
            var html = await _portal.Visitor().GetStringAsync($"/notices/{page}");
            Assert.Contains("Cette œuvre dans un autre réseau", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
            Assert.Contains($"href=\"/notices/{other}\"", html, StringComparison.Ordinal);
        }

        // The one that led goes: the other takes its place.
        await _portal.Delete("RESEAU", "oai:r:1");
        await _portal.Map("RESEAU");
        Assert.Equal(["src-PROSCITEC-10", "src-PROSCITEC-9"], (await _portal.Refs("jacquard")).Order());
        await _portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Work("Métier Jacquard", "2001-4-42", "Musée (M0500)"));
        await _portal.Map("RESEAU");
        Assert.Equal(2, (await _portal.Refs("jacquard")).Length);

        // Its number is corrected at its source: two objects again.
        await _portal.Record("PROSCITEC", "oai:p:9", HarvestedIntents.Work("Métier à tisser Jacquard", "2001.4.99", "Musée (M0500)"));
        await _portal.Map("PROSCITEC");
        Assert.Equal(3, (await _portal.Refs("jacquard")).Length);
    }

    [Fact]
    public async Task One_reference_in_two_networks_is_one_object()
    {
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Dc(("title", "Moulin"), ("identifier", "M0301000355"), ("publisher", "Musée A")));
        await _portal.Map("PROSCITEC");
        await _portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Dc(("title", "Moulin"), ("identifier", "M0301000355"), ("publisher", "Musée B")));
        await _portal.Map("RESEAU");
        Assert.Equal(["M0301000355"], await _portal.Refs("moulin"));
    }

    [Fact]
    public async Task Numbers_that_tell_nothing_or_that_a_network_gives_twice_join_nothing()
    {
        await _portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Work("Sabot", "SN", "Musée (M0500)"));
        await _portal.Record("RESEAU", "oai:r:2", HarvestedIntents.Work("Sabot rouge", "7", "Musée (M0500)"));
        await _portal.Record("RESEAU", "oai:r:3", HarvestedIntents.Work("Sabot vert", "7.", "Musée (M0500)"));
        await _portal.Record("PROSCITEC", "oai:p:1", HarvestedIntents.Work("Sabot bleu", "SN", "Musée (M0500)"));
        await _portal.Record("PROSCITEC", "oai:p:2", HarvestedIntents.Work("Sabot jaune", "7", "Musée (M0500)"));
        await _portal.Record("TIERS", "oai:t:1", HarvestedIntents.Work("Sabot d’un autre musée", "7", "Musée (M0501)"));
        foreach (var source in new[] { "RESEAU", "PROSCITEC", "TIERS" })
        {
            await _portal.Map(source);
        }

        Assert.Equal(6, (await _portal.Refs("sabot")).Length);
    }

    [Fact]
    public async Task What_a_record_carries_does_not_live_on_the_page()
    {
        var payloads = Xss.All.Where(p => !p.Any(c => c is '\0' or (> '\u0001' and < '\t') or '\u000b')).ToArray();
        await _portal.Records("TIERS", "oai_dc", payloads.Select((p, i) => ($"oai:t:{i}", HarvestedIntents.Dc(
            ("title", $"Titre {p}"), ("identifier", p), ("identifier", $"Inv. {i} {p}"), ("relation", p), ("rights", p), ("publisher", $"Musée {p}"), ("description", p), ("subject", p), ("creator", p), ("date", p)), "live", "")));
        await _portal.Map("TIERS");
        var visitor = _portal.Visitor();
        var seen = 0;
        for (var i = 0; i < payloads.Length; i++)
        {
            if (await _portal.Address("TIERS", $"oai:t:{i}") is { } address)
            {
                using var answer = await visitor.GetAsync($"/notices/{Uri.EscapeDataString(address)}");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Xss.AssertDead(await answer.Content.ReadAsStringAsync(), payloads[i]);
                seen++;
            }
        }

        Assert.True(seen > payloads.Length * 0.9, $"{seen} of {payloads.Length}");
        Xss.AssertDead(await visitor.GetStringAsync("/collections?reseau=tiers"), "list");
        Xss.AssertDead(await visitor.GetStringAsync("/collections?reseau=tiers&vue=liste"), "table");
    }

    private async Task<Museum> Of(string reference) => (await _portal.Ask((ReadNotice read) => read.Run(reference)))!.Museum;

    private static string Lido(string title, string number, string city) => $"""
        <lido:lido xmlns:lido="http://www.lido-schema.org"><lido:lidoRecID lido:type="local">{number}</lido:lidoRecID><lido:descriptiveMetadata xml:lang="fr"><lido:objectIdentificationWrap>
          <lido:titleWrap><lido:titleSet><lido:appellationValue>{title}</lido:appellationValue></lido:titleSet></lido:titleWrap>
          <lido:repositoryWrap><lido:repositorySet lido:type="current"><lido:repositoryName><lido:legalBodyName><lido:appellationValue>Musée municipal</lido:appellationValue></lido:legalBodyName></lido:repositoryName>
            <lido:workID lido:type="inventory number">{number}</lido:workID><lido:repositoryLocation><lido:namePlaceSet><lido:appellationValue>{city}</lido:appellationValue></lido:namePlaceSet></lido:repositoryLocation></lido:repositorySet></lido:repositoryWrap>
        </lido:objectIdentificationWrap></lido:descriptiveMetadata></lido:lido>
        """;
}
