using System.Text;
using Musenor.Collections.Import;
using Musenor.Collections.Vocabularies;
using Musenor.Tests.Collections.Import;
using Musenor.Tests.Collections.Quality;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Vocabularies;

public sealed class LoadVocabularyTests : IAsyncLifetime
{
    public const string Domains = "Liste des domaines\n\nMise à jour mai 2014\n\n\ndessin\npeinture = peintures\n\tpeinture murale\n";
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task The_text_of_2014_is_loaded_and_told()
    {
        Assert.Equal(new Outcome.Done("th294"), await _portal.Load(Domains, "DOMN"));
        var loaded = Assert.Single(await _portal.Ask((LoadedVocabularies all) => all.All()));
        Assert.Equal(("th294", "lexdomn.txt", "lexicon", 3, 1), (loaded.Id, loaded.FileName, loaded.Format, loaded.Preferred, loaded.Rejected));
    }

    [Fact]
    public async Task A_thesaurus_in_json_ld_takes_its_place_and_every_process_sees_it()
    {
        await using var other = _portal.SecondPortal();
        await _portal.Load(Domains, "th294");
        Assert.True((await other.Ask((LoadedVocabularies all) => all.Current())).Control.For("DOMN")!.IsPreferred("dessin"));
        Assert.Equal(new Outcome.Done("th294"), await _portal.Load("""[{"@id":"1","prefLabel":[{"@language":"fr","@value":"gravure"}],"altLabel":[{"@language":"fr","@value":"estampe"}]}]""", "th294"));
        var list = (await other.Ask((LoadedVocabularies all) => all.Current())).Control.For("DOMN")!;
        Assert.Equal((false, true, "gravure"), (list.IsPreferred("dessin"), list.IsPreferred("gravure"), list.PreferredOf("estampe").Single()));
    }

    [Fact]
    public async Task Taken_out_its_fields_are_no_longer_checked()
    {
        await _portal.Load(Domains, "DOMN");
        Assert.False((await _portal.Ask((LoadedVocabularies all) => all.Current())).Control.IsEmpty);
        Assert.Equal(new Outcome.Done("th294"), await _portal.Ask((LoadVocabulary load) => load.Remove("DOMN")));
        Assert.True((await _portal.Ask((LoadedVocabularies all) => all.Current())).Control.IsEmpty);
        Assert.IsType<Outcome.Missing>(await _portal.Ask((LoadVocabulary load) => load.Remove("DOMN")));
    }

    [Theory]
    [InlineData("TITR", "dessin", "n’est pas une liste contrôlée par POP")]
    [InlineData("DOMN", "", "Aucun terme")]
    [InlineData("DOMN", "[{\"@id\":", "n’en est pas")]
    [InlineData("DOMN", "[]", "Aucun terme")]
    [InlineData("DOMN", "<html><body>404</body></html>", "Aucun terme")]
    [InlineData("DOMN", "root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin", "Aucun terme")]
    [InlineData("DOMN", "abc\0def", "Aucun terme")]
    public async Task What_is_no_list_is_refused_in_one_sentence_and_changes_nothing(string list, string text, string said)
    {
        await _portal.Load(Domains, "DOMN");
        Assert.Contains(said, Assert.IsType<Outcome.Invalid>(await _portal.Load(text, list)).Problem, StringComparison.Ordinal);
        Assert.Equal(3, Assert.Single(await _portal.Ask((LoadedVocabularies all) => all.All())).Preferred);
    }

    [Fact]
    public async Task A_list_in_the_encoding_of_2014_keeps_its_accents()
    {
        await _portal.Ask((LoadVocabulary load) => load.Run(new(new MemoryStream(Encoding.Latin1.GetBytes("Mise à jour\n\n\ncéramique\n")), "l.txt", "DOMN")));
        Assert.True((await _portal.Ask((LoadedVocabularies all) => all.Current())).Control.For("DOMN")!.IsPreferred("céramique"));
    }
}

public sealed class ImportTermsTests
{
    private static List<string> Told(ImportReport report) =>
        report.WarningList.Length == 0 ? [] : [.. ImportPortal.Report(report.WarningList).Skip(1).Select(r => $"{r[1]} {r[2]}: {r[3]} {r[4]}").Where(t => t.StartsWith("DOMN", StringComparison.Ordinal))];

    private static string Row(int number, string domain) => $"M0160{number:000000};A {number};{domain};propriété;M0160;Vue";

    [Fact]
    public async Task Tc15_terms_out_of_the_list_are_warnings_and_every_row_goes_in()
    {
        await using var portal = new ImportPortal();
        await portal.Portal.Load(LoadVocabularyTests.Domains, "DOMN");
        var report = await portal.ImportText(ImportPortal.Header, Row(1, "peinture"), Row(2, "Peinture"), Row(3, "peintures"), Row(4, "peint"), Row(5, "zzz"));
        Assert.Equal((5L, 0L), (report.New, report.Rejected));
        var told = Told(report);
        Assert.Equal(4, told.Count);
        Assert.Contains("Écrire « peinture »", told[0], StringComparison.Ordinal);
        Assert.Contains("rejetée", told[1], StringComparison.Ordinal);
        Assert.Contains("« peinture », « peinture murale »", told[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_term_is_told_once_however_many_rows_have_it()
    {
        await using var portal = new ImportPortal();
        await portal.Portal.Load(LoadVocabularyTests.Domains, "DOMN");
        var report = await portal.ImportText([ImportPortal.Header, .. Enumerable.Range(1, 1200).Select(i => Row(i, i % 2 == 0 ? "peintures" : "\"dessin ; peintures\""))]);
        Assert.Equal(1200, report.New);
        Assert.Single(Told(report));
    }

    [Fact]
    public async Task Nothing_is_said_where_no_list_is_loaded()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, Row(1, "zzz"));
        Assert.Empty(Told(report));
    }

    [Fact]
    public void Beyond_so_many_different_terms_the_rest_is_said_in_one_sentence()
    {
        var control = new Heritage.Standards.Joconde.TermControl([new("th294", "domaines", [new(0, "dessin", Heritage.Standards.Joconde.TermKind.Preferred)])]);
        var remarks = new TermRemarks(control);
        var told = Enumerable.Range(0, TermRemarks.Most + 500).SelectMany(i => remarks.Of(new Dictionary<string, string> { ["DOMN"] = $"inconnu numéro {i}" })).ToList();
        Assert.Equal(TermRemarks.Most + 1, told.Count);
        Assert.Contains("ne sont pas énumérés", told[^1].Reason, StringComparison.Ordinal);
    }
}
