using Xunit;

namespace Musenor.Tests.Collections.Import.Reading;

public sealed class ImportLidoTests
{
    private const string Open = "<lido:lidoWrap xmlns:lido=\"http://www.lido-schema.org\">";

    private static string Lido(int number, string title = "Vue", string more = "") =>
        $"<lido:lido><lido:lidoRecID lido:type=\"local\">M0160{number:000000}</lido:lidoRecID><lido:descriptiveMetadata xml:lang=\"fr\"><lido:objectClassificationWrap><lido:classificationWrap><lido:classification><lido:term>peinture</lido:term></lido:classification></lido:classificationWrap></lido:objectClassificationWrap><lido:objectIdentificationWrap><lido:titleWrap><lido:titleSet><lido:appellationValue>{title}</lido:appellationValue></lido:titleSet></lido:titleWrap><lido:repositoryWrap><lido:repositorySet><lido:repositoryName><lido:legalBodyID>M0160</lido:legalBodyID></lido:repositoryName><lido:workID>A {number}</lido:workID></lido:repositorySet></lido:repositoryWrap></lido:objectIdentificationWrap>{more}</lido:descriptiveMetadata></lido:lido>";

    [Fact]
    public async Task Records_go_in_and_the_same_file_again_changes_nothing()
    {
        await using var portal = new ImportPortal();
        var file = portal.File($"<?xml version=\"1.0\"?>{Open}{Lido(1)}{Lido(2, "Port &amp; mer")}</lido:lidoWrap>", "export.csv");
        var report = await portal.Import(file);
        Assert.Equal(("2 read, 2 new, 0 changed, 0 unchanged, 0 rejected", "LIDO"), (ImportPortal.Counts(report), report.Format));
        Assert.Equal("Port & mer", (await portal.Fields("M0160000002"))["TITR"]);
        Assert.Equal("2 read, 0 new, 0 changed, 2 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(file)));
    }

    [Fact]
    public async Task What_a_record_does_not_say_empties_nothing()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText("REF;INV;DOMN;STAT;MUSEO;TITR;DESC", "M0160000001;A 1;peinture;x;M0160;Vue;d");
        await portal.Import(portal.File($"{Open}{Lido(1, "Autre")}</lido:lidoWrap>"));
        var fields = await portal.Fields("M0160000001");
        Assert.Equal(("Autre", "d", "x"), (fields["TITR"], fields["DESC"], fields["STAT"]));
    }

    [Fact]
    public async Task Refused_records_are_named_by_their_rank_and_come_back_corrected_in_a_csv()
    {
        await using var portal = new ImportPortal();
        var report = await portal.Import(portal.File($"{Open}{Lido(1)}{Lido(2).Replace(">M0160<", ">M01<", StringComparison.Ordinal)}</lido:lidoWrap>"));
        Assert.StartsWith("2 MUSEO", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
        var again = await portal.Import(portal.File(await File.ReadAllTextAsync(report.Rejects), "rejets.csv"), museum: "M0160");
        Assert.Equal("1 read, 1 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(again));
    }

    [Theory]
    [InlineData("<html><body>bonjour</body></html>", "pas du LIDO")]
    [InlineData("<a", "pas du LIDO")]
    [InlineData("<lido:lidoWrap xmlns:lido=\"http://www.lido-schema.org\"></lido:lidoWrap>", "vide")]
    [InlineData("<lido:lidoWrap xmlns:lido=\"http://www.lido-schema.org\"><lido:lido>", "se rompt à la ligne 1")]
    public async Task What_is_no_lido_is_one_sentence(string text, string words)
    {
        await using var portal = new ImportPortal();
        Assert.Contains(words, (await portal.Import(portal.File(text, "x.xml"))).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_type_is_refused_and_nothing_is_fetched()
    {
        await using var portal = new ImportPortal();
        var secret = portal.File("secret", "secret.txt");
        var text = $"<!DOCTYPE x [<!ENTITY e SYSTEM \"file://{secret}\"><!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">]>{Open}{Lido(1, "&e;&b;")}</lido:lidoWrap>";
        var report = await portal.Import(portal.File(text, "x.xml"));
        Assert.NotNull(report.Refusal);
        Assert.Equal(0, await portal.CountNotices());
    }
}
