using System.Text;
using Musenor.Museums;
using Xunit;

namespace Musenor.Tests.Museums;

public sealed class ImportMuseumsTests
{
    private const string Header = "ref;nomoff;ville_m;dpt;region;latitude;longitude;hist\n";

    [RealMuseumsFact]
    public async Task Reads_the_whole_of_the_ministrys_file_and_finds_it_unchanged_the_second_time()
    {
        await using var musenor = new MusenorFixture();
        var first = await musenor.ImportMuseofile();
        Assert.Equal((1227, 1227, 0, 0, 0), (first.Read, first.New, first.Changed, first.Unchanged, first.Rejected));
        Assert.Equal("UTF-8", first.Encoding);
        // One museum of the file has no name.
        Assert.Equal(("NOMOFF", 1), (first.Remarks.Single().Field, first.Warnings));

        var before = await musenor.Ask<MuseumDirectory, MuseumDirectory.Snapshot>(d => d.Read());
        var again = await musenor.ImportMuseofile();
        Assert.Equal((1227, 0, 0, 1227, 0), (again.Read, again.New, again.Changed, again.Unchanged, again.Rejected));
        Assert.Same(before, await musenor.Ask<MuseumDirectory, MuseumDirectory.Snapshot>(d => d.Read()));
        Assert.Equal(89, before.All.Count(m => m.Region == "Hauts-de-France"));
        Assert.Equal(1227, before.All.Select(m => m.Slug).Distinct().Count());
    }

    [Fact]
    public async Task Refuses_a_file_that_has_only_its_header()
    {
        await using var musenor = new MusenorFixture();
        Assert.Contains("que son en-tête", (await musenor.ImportMuseums(Header)).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_where_and_why_a_row_is_rejected_and_takes_the_others()
    {
        await using var musenor = new MusenorFixture();
        var done = await musenor.ImportMuseums(Header + """
            M0001;musée un;Lille;Nord;Hauts-de-France;50.6;3.0;"Une histoire
            sur deux lignes"
            ;musée sans code;Lille;Nord;Hauts-de-France;;;
            X12;musée mal codé;Lille;Nord;Hauts-de-France;;;
            M0001;le même;Lille;Nord;Hauts-de-France;;;
            M0002;trop court;Lille
            M0003;musée trois;Douai;Nord;Hauts-de-France;;;

            """);
        Assert.Equal((6, 2, 4), (done.Read, done.New, done.Rejected));
        Assert.Equal([(4L, "REF", ""), (5L, "REF", "X12"), (6L, "REF", "M0001"), (7L, "(ligne)", "3 colonnes")], done.Remarks.Select(r => (r.Line, r.Field, r.Value)));
        Assert.All(done.Remarks, r => Assert.True(r.Reason.Length > 0 && r.Remedy.Length > 0));
        Assert.Equal("Musée trois", (await musenor.Museum("M0003")).Name);
    }

    [Theory]
    [InlineData("48,5", "3,25", 48.5, 3.25)]
    [InlineData("", "", null, null)]
    [InlineData("48.5", "", null, null)]
    [InlineData("91", "3", null, null)]
    [InlineData("0", "0", null, null)]
    [InlineData("nord", "est", null, null)]
    public async Task Takes_a_museum_whatever_its_coordinates(string latitude, string longitude, double? north, double? east)
    {
        await using var musenor = new MusenorFixture();
        var done = await musenor.ImportMuseums($"{Header}M0001;musée;Lille;Nord;Hauts-de-France;{latitude};{longitude};\n");
        var museum = await musenor.Museum("M0001");
        Assert.Equal((1, north, east), (done.New, museum.Latitude, museum.Longitude));
        Assert.Equal(north is null && latitude.Length > 0 ? 1 : 0, done.Warnings);
    }

    [Fact]
    public async Task Reads_POP_codes_in_Windows_1252()
    {
        await using var musenor = new MusenorFixture();
        var done = await musenor.ImportMuseums(
            "REF;NOMOFF;VILLE_M;PROT-BAT;POP_COORDONNEES.lat;POP_COORDONNEES.lon;CONTACT_MUSEO\r\nM0001;Musée d’Étaples;Étaples;Classé;50.5;1.6;interne@example.org\r\n",
            CodePagesEncodingProvider.Instance.GetEncoding(1252)!);
        Assert.Equal(("Windows-1252", 1), (done.Encoding, done.New));
        var record = await musenor.Ask<ShowMuseum, MuseumRecord?>(show => show.Run("M0001"));
        Assert.Equal(("Musée d’Étaples", "Classé", 50.5), (record!.Museum.Name, record["PROT-BAT"], record.Museum.Latitude));
        // The coordinator's address is not public.
        Assert.False(record.Fields.ContainsKey("CONTACT_MUSEO"));
    }

    [Fact]
    public async Task Changes_only_the_columns_that_the_file_has_and_an_empty_cell_empties_its_field()
    {
        await using var musenor = new MusenorFixture();
        await musenor.ImportMuseums("ref;nomoff;ville_m;hist;atout\nM0001;musée;Lille;histoire;atout\n");
        var done = await musenor.ImportMuseums("ref;nomoff;ville_m;hist\nM0001;musée;Lille;\n");
        var record = await musenor.Ask<ShowMuseum, MuseumRecord?>(show => show.Run("M0001"));
        Assert.Equal((1, "", "atout"), (done.Changed, record!["HIST"], record["ATOUT"]));
    }

    [Fact]
    public async Task Completes_an_announced_museum_and_keeps_the_address_it_had()
    {
        await using var musenor = new MusenorFixture();
        Assert.True(await musenor.AnnounceMuseum("M0001", "musée des Papillons", "Lille"));
        Assert.False(await musenor.AnnounceMuseum("M0001", "autre nom", "Douai"));
        var waiting = await musenor.Museum("M0001");
        Assert.Equal((true, "musee-des-papillons-lille", "Musée des Papillons"), (waiting.ToComplete, waiting.Slug, waiting.Name));

        var done = await musenor.ImportMuseums(Header + "M0001;muséum;Lille;Nord;Hauts-de-France;;;\n");
        var museum = await musenor.Museum("M0001");
        Assert.Equal((1, false, "musee-des-papillons-lille", "Muséum"), (done.Changed, museum.ToComplete, museum.Slug, museum.Name));
    }

    [Fact]
    public async Task Gives_a_nameless_announced_museum_its_address_when_its_name_comes()
    {
        await using var musenor = new MusenorFixture();
        await musenor.AnnounceMuseum("M0001", null, null);
        Assert.Equal("m0001", (await musenor.Museum("M0001")).Slug);
        await musenor.ImportMuseums(Header + "M0001;muséum;Lille;Nord;Hauts-de-France;;;\n");
        Assert.Equal("museum-lille", (await musenor.Museum("M0001")).Slug);
    }

    [Fact]
    public async Task Gives_museums_of_one_name_and_town_different_addresses()
    {
        await using var musenor = new MusenorFixture();
        await musenor.ImportMuseums(Header + "M0001;musée;Lille;Nord;;;;\nM0002;Musée;LILLE;Nord;;;;\nM0003;musée de Lille;Lille;Nord;;;;\n");
        Assert.Equal(("musee-lille", "musee-lille-2", "musee-de-lille"),
            ((await musenor.Museum("M0001")).Slug, (await musenor.Museum("M0002")).Slug, (await musenor.Museum("M0003")).Slug));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("a;b;c\n1;2;3\n")]
    [InlineData("ref;nomoff\nM0001;musée\n")]
    [InlineData("PK\u0003\u0004 a spreadsheet\0\0")]
    public async Task Refuses_a_file_that_is_not_Museofile_with_one_sentence(string file)
    {
        await using var musenor = new MusenorFixture();
        var done = await musenor.ImportMuseums(file);
        Assert.EndsWith(".", done.Refusal, StringComparison.Ordinal);
        Assert.Equal(0, done.Read);
    }
}
