using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Collections.Quality;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Collections.Vocabularies;
using Xunit;

namespace Musenor.Tests.Collections.Quality;

public sealed class IndicatorsTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    /// <summary>A notice that lacks nothing that its words can tell.</summary>
    private async Task Whole(string reference, params (string Code, string Text)[] fields) => await _portal.Notice(reference, "M0638",
    [
        ("TITR", $"Titre {reference}"), ("TECH", "toile"), ("DIMS", "H. 20 ; L. 30"), ("LOCA", "Valenciennes ; musée"), ("LIEUX", "Valenciennes (lieu de création)"), ("PERI", "18e siècle"),
        ("INV", $"P {reference}"), .. fields,
    ]);

    [Theory]
    [InlineData("completer", "DIMS=")]
    [InlineData("completer", "LOCA=")]
    [InlineData("completer", "TITR=")]
    [InlineData("date", "PERI=jadis")]
    [InlineData("datation", "MILL=1850")]
    [InlineData("datation", "PERI=|MILL=2999")]
    [InlineData("auteur", "AUTR=Poussin Nicolas (1594-1665)|MILL=1790")]
    [InlineData("auteur", "AUTR=Dupont Jean (1850-1820)")]
    [InlineData("lieu", "LIEUX=")]
    [InlineData("termes", "DOMN=peintures")]
    public async Task Each_thing_lacking_is_counted_and_its_count_leads_to_it(string indicator, string fields)
    {
        await _portal.Load(LoadVocabularyTests.Domains, "DOMN");
        await Whole("R1");
        await Whole("R2", [.. fields.Split('|').Select(f => f.Split('=')).Select(f => (f[0], f[1]))]);
        await _portal.Notice("L1", "M0160");
        Assert.Equal((1, "R2"), (await _portal.Lack("M0638", indicator), await _portal.Listed("M0638", indicator)));
    }

    [Fact]
    public async Task Pictures_are_counted_without_description_licence_or_photographer()
    {
        await Whole("R1");
        await Whole("R2");
        await Whole("R3", ("PHOT", "Jeanne Petit"));
        await _portal.Picture("R1", "Un vase", "CC0 1.0", "Jeanne Petit");
        await _portal.Picture("R2");
        await _portal.Picture("R3", "Un vase", "CC0 1.0");
        foreach (var indicator in new[] { "alt", "licence", "credit" })
        {
            Assert.Equal((1, "R2"), (await _portal.Lack("M0638", indicator), await _portal.Listed("M0638", indicator)));
        }

        Assert.Equal(0, await _portal.Lack("M0638", "image"));
        var museum = (await _portal.Ask((ReadQuality read) => read.Of(Person.Operator, "M0638")))!;
        Assert.Equal((3, 3), (museum.Notices, museum.WithPicture));
        Assert.Equal(2.0 / 3, museum.Good(Indicator.All.Single(i => i.Key == "alt")), 3);
    }

    [Fact]
    public async Task A_museum_without_coordinates_takes_its_notices_with_it()
    {
        await Whole("R1");
        Assert.Equal((1, "R1"), (await _portal.Lack("M0638", "position"), await _portal.Listed("M0638", "position")));
        await _portal.Services.Write("update museum set latitude = 50.3, longitude = 3.5, revision = revision + 1000 where id = 'M0638'");
        Assert.Equal((0, ""), (await _portal.Lack("M0638", "position"), await _portal.Listed("M0638", "position")));
    }

    [Fact]
    public async Task What_is_mended_or_withdrawn_counts_no_more()
    {
        await Whole("R1", ("DIMS", ""));
        await Whole("R2", ("DIMS", ""));
        var claire = await _portal.Curator("claire");
        Assert.Equal(2, await _portal.Lack("M0638", "completer"));
        await _portal.Edit(claire, "R1", ("DIMS", "H. 20"));
        Assert.Equal(1, await _portal.Lack("M0638", "completer"));
        await _portal.Withdraw(claire, "R2");
        Assert.Equal(0, await _portal.Lack("M0638", "completer"));
    }

    [Fact]
    public async Task Upgraded_notices_are_counted_after_reindex()
    {
        await Whole("R1", ("LIEUX", ""));
        await _portal.Services.Write("update notice_column set todo = 0");
        await _portal.Ask((Reindex reindex) => reindex.Run());
        Assert.Equal(1, await _portal.Lack("M0638", "lieu"));
    }

    [Fact]
    public async Task Terms_are_counted_by_field_and_by_term_and_a_new_list_counts_anew()
    {
        await _portal.Load(LoadVocabularyTests.Domains, "DOMN");
        await Whole("R1", ("DOMN", "peintures ; dessin"));
        await Whole("R2", ("DOMN", "peintures ; zzz"));
        await _portal.Notice("L1", "M0160", ("DOMN", "autre"));
        var terms = await _portal.Ask((ReadQuality read) => read.Terms("M0638"));
        Assert.Equal([("DOMN", "th294", 4, 3)], terms.Fields.Select(f => (f.Code, f.List, f.Judged, f.Doubtful)));
        Assert.Equal(["DOMN:peintures 2 peinture", "DOMN:zzz 1 "], terms.Terms.Select(t => $"{t.Term.Key} {t.Notices} {string.Join(',', t.Proposals)}"));
        Assert.Equal("R1 R2", string.Join(' ', (await _portal.Ask((ListNoticesToEdit list) => list.Run(Person.Operator, new NoticeFilter { Term = "DOMN:peintures" }))).Lines.Select(l => l.Ref).Order()));
        await _portal.Load("Mise à jour\n\n\npeintures\nzzz\ndessin\n", "DOMN");
        Assert.Empty((await _portal.Ask((ReadQuality read) => read.Terms("M0638"))).Terms);
    }

    [Fact]
    public async Task Each_sees_the_museums_that_are_theirs()
    {
        await Whole("R1");
        await _portal.Notice("L1", "M0160");
        var claire = await _portal.Curator("claire");
        Assert.Equal(["M0638"], (await _portal.Ask((ReadQuality read) => read.Run(claire))).Select(m => m.Museum.Id));
        Assert.Null(await _portal.Ask((ReadQuality read) => read.Of(claire, "M0160")));
        Assert.Equal(2, (await _portal.Ask((ReadQuality read) => read.Run(Person.Operator))).Count);
    }
}
