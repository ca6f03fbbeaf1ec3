using System.Text.Json;
using Musenor.Collections.Import.Reading;
using Xunit;

namespace Musenor.Tests.Collections.Import.Reading;

public sealed class ImportJsonTests
{
    private static string Record(int number, string title = "Vue", string more = "") =>
        $$"""{"reference":"M0160{{number:000000}}","numero_inventaire":"A {{number}}","domaine":["peinture","dessin"],"statut_juridique":"propriété de la commune","code_museofile":"M0160","titre":{{JsonSerializer.Serialize(title)}},"nom_officiel_musee":"musée de Lille","ville":"Lille","auteur":null,"coordonnees":{"lon":3.06,"lat":50.63}{{more}}}""";

    public static TheoryData<string> Shapes => new(
        $$"""{"total_count": 2, "results": [{{Record(1)}}, {{Record(2)}}]}""",
        $$"""{"results": [{{Record(1)}}, {{Record(2)}}], "total_count": 2}""",
        $"[{Record(1)},\n{Record(2)}]",
        $"{Record(1)}\n{Record(2)}\n",
        $"\uFEFF{Record(1)}\r\n\r\n{Record(2)}",
        $$$"""{"nhits":2,"records":[{"datasetid":"j","fields":{{{Record(1)}}}},{"datasetid":"j","fields":{{{Record(2)}}}}]}""",
        $$$"""{"total_count":2,"links":[],"records":[{"links":[],"record":{"id":"x","fields":{{{Record(1)}}}}},{"record":{"id":"y","fields":{{{Record(2)}}}}}]}""");

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Every_shape_of_the_national_api_goes_in(string text)
    {
        await using var portal = new ImportPortal();
        var report = await portal.Import(portal.File(text, "export.csv"));
        Assert.True(report.Refusal is null, report.Refusal);
        Assert.Equal(("2 read, 2 new, 0 changed, 0 unchanged, 0 rejected", "JSON, Open data national, base entière"), (ImportPortal.Counts(report), report.Format));
        var fields = await portal.Fields("M0160000002");
        Assert.Equal(("peinture ; dessin", "Vue", "A 2"), (fields["DOMN"], fields["TITR"], fields["INV"]));
        Assert.Equal(("Musée de Lille", "Lille"), (await portal.Query<string>("select name from museum"), await portal.Query<string>("select city from museum")));
    }

    [RealExtractsFact]
    public async Task The_answer_of_the_national_api_goes_in()
    {
        await using var portal = new ImportPortal();
        var report = await portal.Import(RealExtractsFactAttribute.Path("opendatasoft-api-v2.1-sample.json"));
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(report));
        // « region », « ville »… tell of the museum; nothing else is left out.
        Assert.Empty(report.IgnoredColumns);
        Assert.Equal("plume, encre, lavis brun, sanguine", (await portal.Fields("50510016755"))["TECH"]);
    }

    [Fact]
    public async Task A_field_that_a_record_lacks_does_not_change_and_a_null_empties_it()
    {
        await using var portal = new ImportPortal();
        await portal.Import(portal.File($"[{Record(1, more: ",\"description\":\"d\",\"historique\":1")},{Record(2, more: ",\"description\":\"d\"")}]"));
        await portal.Import(portal.File($"[{Record(1)},{Record(2, more: ",\"description\":null")}]"));
        Assert.Equal("d", (await portal.Fields("M0160000001"))["DESC"]);
        Assert.False((await portal.Fields("M0160000002")).ContainsKey("DESC"));
    }

    [Fact]
    public async Task A_refused_record_comes_back_corrected_without_emptying_what_it_lacked()
    {
        await using var portal = new ImportPortal();
        await portal.Import(portal.File($"[{Record(1, more: ",\"description\":\"d\"")}]"));
        var report = await portal.Import(portal.File($"[{Record(1).Replace("M0160\"", "trop long pour un code de musée\"", StringComparison.Ordinal)},{Record(2, more: ",\"description\":\"e\"")}]"));
        Assert.StartsWith("1 MUSEO", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
        var corrected = (await File.ReadAllTextAsync(report.Rejects)).Replace("trop long pour un code de musée", "M0160", StringComparison.Ordinal);
        Assert.Equal("1 read, 0 new, 0 changed, 1 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(portal.File(corrected, "rejets.csv"))));
        Assert.Equal("d", (await portal.Fields("M0160000001"))["DESC"]);
    }

    [Theory]
    [InlineData("{\"a\":1}", "colonnes")]
    [InlineData("[]", "vide")]
    [InlineData("{\"results\":[]}", "vide")]
    [InlineData("[1,2]", "n’est pas un objet")]
    [InlineData("[{\"reference\":\"a\"},", "après la notice 1")]
    [InlineData("{\"results\":[{\"reference\":\"a\"", "après la notice 0 (ligne 1)")]
    [InlineData("{\"results\":[{\"reference\":}]}", "après la notice 0")]
    [InlineData("{\"error_code\":\"ODSQLError\",\"message\":\"bad\"}", "colonnes")]
    public async Task What_is_no_answer_of_it_is_one_sentence(string text, string words)
    {
        await using var portal = new ImportPortal();
        Assert.Contains(words, (await portal.Import(portal.File(text, "x.json"))).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_without_end_is_given_up()
    {
        using var text = new Endless("[{\"titre\":\"", new string('x', 10_000), 10_000, "\"}]");
        using var records = new JsonRecords(text);
        Assert.Contains("dépasse 8 Mo", Assert.Throws<JsonException>(() => records.Next()).Message, StringComparison.Ordinal);
    }
}
