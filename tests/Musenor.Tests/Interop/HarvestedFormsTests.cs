using System.IO.Compression;
using System.Text.Json;
using Heritage.Standards.Text;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Interop.OpenData;
using Musenor.Tests.Collections;
using Musenor.Tests.Interop.Mapping;
using Musenor.Tests.Interop.OaiPmh;
using Xunit;

namespace Musenor.Tests.Interop;

/// <summary>What programs are told of a work of another network: its source, its pictures there and their rights, and no licence that is not ours to give.</summary>
public sealed class HarvestedFormsTests : IAsyncLifetime
{
    private const string Picture = "https://site.example/images/1.jpg";
    private const string Rights = "https://creativecommons.org/licenses/by/4.0/";
    private const string Manifest = "https://site.example/iiif/1/manifest";
    private const string There = "https://site.example/works/1";

    private readonly MusenorFixture _portal = new();
    private string _ref = "";

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("INV", "1"));
        await _portal.Source("RESEAU", "Réseau des musées");
        await _portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Dc(("title", "Péniche"), ("identifier", "Inv. A 1"), ("identifier", There), ("type", "peinture"), ("publisher", "Musée (M0160)"), ("relation", Picture), ("relation", Manifest), ("rights", Rights)));
        await _portal.Map("RESEAU");
        _ref = (await _portal.Address("RESEAU", "oai:r:1"))!;
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Linked_art_shows_the_picture_at_its_source_under_its_rights()
    {
        var work = await Get($"/notices/{_ref}.jsonld?profil=linked-art");
        var picture = Assert.Single(work.GetProperty("representation").EnumerateArray()).GetProperty("digitally_shown_by")[0];
        Assert.Equal((Picture, "image/jpeg"), (picture.GetProperty("access_point")[0].Text("id"), picture.Text("format")));
        Assert.Equal(Rights, picture.GetProperty("subject_to")[0].GetProperty("classified_as")[0].Text("id"));
        Assert.Contains(work.GetProperty("subject_of").EnumerateArray(), d => d.GetProperty("digitally_carried_by")[0].GetProperty("access_point")[0].Text("id") == Manifest);
    }

    [Fact]
    public async Task Search_engines_are_told_the_picture_its_licence_and_where_to_ask()
    {
        var picture = Assert.Single((await Get($"/notices/{_ref}.jsonld")).GetProperty("image").EnumerateArray());
        Assert.Equal((Picture, Rights, There), (picture.Text("contentUrl"), picture.Text("license"), picture.Text("acquireLicensePage")));
    }

    [Fact]
    public async Task The_search_names_the_source_its_page_and_its_picture()
    {
        var document = await Get("/api/openapi.json");
        var schema = document.GetProperty("paths").GetProperty("/api/v1/search").GetProperty("get").GetProperty("responses").GetProperty("200").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        var answer = await Get("/api/v1/search");
        Assert.Empty(SchemaShape.Faults(document, schema, answer, "search"));
        var lines = answer.GetProperty("notices").EnumerateArray().ToDictionary(l => l.Text("ref"));
        var source = lines[_ref].GetProperty("source");
        Assert.Equal(("RESEAU", "Réseau des musées", There, Picture), (source.Text("code"), source.Text("name"), source.Text("page"), lines[_ref].Text("image")));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (lines["M0160000001"].GetProperty("source").ValueKind, lines["M0160000001"].GetProperty("image").ValueKind));
    }

    [Fact]
    public async Task The_public_file_has_its_pictures_and_its_rights()
    {
        await using var packed = new MemoryStream();
        await _portal.Services.GetRequiredService<WriteDump>().Compressed(WriteDump.Csv, packed, _portal.Services.GetRequiredService<StreamNotices>().All());
        packed.Position = 0;
        using var text = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
        var rows = new CsvReader(text).Read().Select(r => r.Cells.ToList()).ToList();
        var row = rows.Single(r => r[0] == _ref);
        Assert.Equal((Picture, Rights), (row[rows[0].IndexOf("images")], row[rows[0].IndexOf("licence")]));
    }

    [Fact]
    public async Task Files_that_hold_notices_of_others_have_no_licence_as_a_whole()
    {
        await _portal.Services.GetRequiredService<MakeDumps>().Run();
        var set = (await Get("/donnees/index.json")).GetProperty("dcat:dataset")[0];
        Assert.False(set.TryGetProperty("dct:license", out _));
        Assert.All(set.GetProperty("dcat:distribution").EnumerateArray(), d => Assert.False(d.TryGetProperty("dct:license", out _)));
        var rights = set.GetProperty("dct:rights").GetProperty("dct:description").Text("@value");
        Assert.Contains("Licence Ouverte", rights, StringComparison.Ordinal);
        Assert.Contains("conditions de leur source", rights, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_the_inside_is_told_neither_as_a_friend_nor_as_a_provenance()
    {
        var record = $"verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:musenor.example:{_ref}";
        Assert.Contains("https://reseau.example/oai", (await _portal.Oai2("verb=Identify")).ToString(), StringComparison.Ordinal);
        await _portal.Services.PublishAll();
        Assert.Contains("<baseURL>https://reseau.example/oai</baseURL>", (await _portal.Oai2(record)).ToString(), StringComparison.Ordinal);
        await _portal.Execute("update harvest_source set private_host = 'reseau.example'");
        await _portal.Source("INTRANET", "Inventaire");
        await _portal.Execute("update harvest_source set base_url = 'http://10.0.3.7/oai' where code = 'INTRANET'");
        var identify = (await _portal.Oai2("verb=Identify")).ToString();
        Assert.DoesNotContain("reseau.example", identify, StringComparison.Ordinal);
        Assert.DoesNotContain("10.0.3.7", identify, StringComparison.Ordinal);
        var told = (await _portal.Oai2(record)).ToString();
        Assert.Contains("Péniche", told, StringComparison.Ordinal);
        Assert.DoesNotContain("reseau.example", told, StringComparison.Ordinal);
    }

    private async Task<JsonElement> Get(string address)
    {
        using var visitor = _portal.Visitor();
        return JsonDocument.Parse(await visitor.GetStringAsync(address)).RootElement;
    }
}
