using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Interop.Harvest.Board;
using Musenor.Interop.Harvest.Sources;
using Musenor.Tests.Accounts;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop.Harvest.Board;

/// <summary>The board of sources, and a new source typed in its form.</summary>
public sealed class ListSourcesTests : TeamAtWork
{
    [Fact]
    public async Task An_empty_board_explains_what_a_source_is_and_offers_the_form()
    {
        var page = await Team.Page(ListSourcesPage.Path);
        Assert.Contains("Aucune source", page.QuerySelector(".empty")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("#f-add input[name=url]"));
        Assert.NotNull((await Team.Page("/gestion")).QuerySelector("nav a[href='/gestion/sources']"));
    }

    [Fact]
    public async Task A_person_adds_a_source_once_and_it_is_told_in_the_journal()
    {
        Dictionary<string, string> typed = new() { ["name"] = "Musées du Nord", ["url"] = "https://8.8.8.8/oai", ["prefix"] = "lido oai_dc", ["sets"] = " a  b ", ["_cle"] = "same" };
        using var first = await Team.Send(ListSourcesPage.Path, typed, "#f-add");
        using var again = await Team.Send(ListSourcesPage.Path, typed, "#f-add");
        Assert.All([first, again], a => Assert.Equal("/gestion/sources/musees-du-nord", a.Headers.Location!.ToString()));
        Assert.Equal(["musees-du-nord|https://8.8.8.8/oai|lido oai_dc|a b||1000"], await Portal.Column("select code || '|' || base_url || '|' || prefix || '|' || sets || '|' || private_host || '|' || delay_ms from harvest_source"));
        Assert.Single(await Portal.Column("select id from journal where action = 'harvest.source'"));
        var page = await Team.Page("/gestion/sources/musees-du-nord");
        Assert.Contains("est ajoutée", page.Words(), StringComparison.Ordinal);
        Assert.Contains("Source à moissonner ajoutée", page.QuerySelector(".history")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8080/oai")]
    [InlineData("http://localhost/oai")]
    [InlineData("http://2130706433/oai")]
    [InlineData("http://0x7f.1/oai")]
    [InlineData("http://[::1]/oai")]
    [InlineData("http://[::ffff:10.0.0.1]/oai")]
    [InlineData("https://10.1.2.3/oai")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    public async Task An_address_of_the_inside_is_refused_and_never_allowed_by_the_form(string url)
    {
        using var answer = await Team.Send(ListSourcesPage.Path, new() { ["name"] = "Essai", ["url"] = url, ["private_host"] = "127.0.0.1", ["PrivateHost"] = "127.0.0.1" }, "#f-add");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("adresse privée", (await answer.Page()).QuerySelector("#url-erreur")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(await Portal.Column("select code from harvest_source"));
    }

    [Theory]
    [InlineData("", "https://8.8.8.8/oai", "oai_dc", "name")]
    [InlineData("!!!", "https://8.8.8.8/oai", "oai_dc", "name")]
    [InlineData("Essai", "ftp://8.8.8.8/oai", "oai_dc", "url")]
    [InlineData("Essai", "https://8.8.8.8/oai?verb=Identify", "oai_dc", "url")]
    [InlineData("Essai", "https://me:secret@8.8.8.8/oai", "oai_dc", "url")]
    [InlineData("Essai", "https://8.8.8.8/oai", "oai dc&x", "prefix")]
    public async Task What_is_wrong_is_said_beside_its_field_and_what_was_typed_is_kept(string name, string url, string prefix, string field)
    {
        using var answer = await Team.Send(ListSourcesPage.Path, new() { ["name"] = name, ["url"] = url, ["prefix"] = prefix }, "#f-add");
        var page = await answer.Page();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotNull(page.QuerySelector($"#{field}-erreur"));
        Assert.Equal(url, page.QuerySelector("#url")!.GetAttribute("value"));
        Assert.Empty(await Portal.Column("select code from harvest_source"));
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused()
    {
        await Portal.Known();
        using var answer = await Team.Send(ListSourcesPage.Path, new() { ["name"] = "ESSAI", ["url"] = "https://8.8.8.8/oai" }, "#f-add");
        Assert.Contains("existe déjà", (await answer.Page()).QuerySelector("#name-erreur")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_of_a_museum_sees_and_does_nothing()
    {
        await Portal.Listed("M0160");
        await Portal.Known();
        using var professional = await Portal.SignedIn(Role.MuseumReferent, "M0160");
        foreach (var address in new[] { "", "/essai", "/essai/reglages", "/essai/moissons", "/essai/moissons.csv", "/essai/quarantaine", "/essai/enregistrement?id=x", "/essai/essai" })
        {
            using var closed = await professional.GetAsync(ListSourcesPage.Path + address);
            Assert.NotEqual(HttpStatusCode.OK, closed.StatusCode);
            Assert.DoesNotContain("Essai", await closed.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Null((await professional.Page("/gestion")).QuerySelector("a[href='/gestion/sources']"));
        var nobody = new Person("x", "", "");
        Assert.IsType<Outcome.Refused>(await Portal.Ask((AddSource add) => add.Run(nobody, new("Autre", "https://8.8.8.8/oai"))));
        Assert.IsType<Outcome.Refused>(await Portal.Ask((SaveSource save) => save.Run(nobody, new("essai", 1, new Dictionary<string, string>()))));
        Assert.IsType<Outcome.Refused>(await Portal.Ask((SteerSource steer) => steer.Run(nobody, "essai", SteerSource.Full)));
        Assert.IsType<Outcome.Refused>(await Portal.Ask((DecideMoved moved) => moved.Run(nobody, new("essai", "x", true))));
        Assert.IsType<Outcome.Refused>(await Portal.Ask((DecideVanished vanished) => vanished.Run(nobody, new("essai", 1, true))));
        Assert.IsType<Outcome.Refused>(await Portal.Ask((RetryFault retry) => retry.Run(nobody, new("essai", FoundFault.Mapping, "x"))));
        Assert.IsType<Outcome.Refused>(await Portal.Ask((ProbeSource probe) => probe.Run(nobody, "essai")));
        Assert.Null(await Portal.Ask((TryRecords tries) => tries.Run(nobody, "essai")));
    }

    [Theory]
    [InlineData("update harvest_source set state = 'stopped', state_reason = 'status 403'", "Arrêtée : une personne doit regarder.")]
    [InlineData("update harvest_source set state = 'paused'", "Au repos.")]
    [InlineData("update harvest_source set vanished = 12", "Des notices ont disparu")]
    [InlineData("update harvest_source set proposed_url = 'https://new.example/oai'", "La source a changé d’adresse")]
    [InlineData("update harvest_run set state = 'failed', problem = 'status 403'", "La dernière moisson a échoué. jamais")]
    [InlineData("update harvest_run set state = 'incomplete'", "La dernière moisson est incomplète")]
    [InlineData("update harvest_run set state = 'paused', problem = 'timeout'", "La source ne répond pas")]
    [InlineData("update harvest_run set state = 'paused'", "Moisson arrêtée par une personne : elle attend")]
    [InlineData("update harvest_run set state = 'paused', resume_at = null, beat_at = '2026-11-27T11:00:00Z'; update harvest_source set schedule = 'daily'", "Moisson arrêtée par une personne : elle reprendra")]
    [InlineData("update harvest_run set state = 'paused', problem = 'internal IOException', resume_at = '2026-11-27T12:00:00Z'", "Une erreur du portail")]
    [InlineData("update harvest_run set state = 'paused', problem = 'timeout', resume_at = '2026-11-27T12:00:00Z'; update harvest_source set schedule = 'daily'", "En retard sur son rythme")]
    [InlineData("update harvest_run set state = 'running'", "Moisson en cours")]
    [InlineData("update harvest_source set schedule = 'daily'", "En retard sur son rythme")]
    [InlineData("delete from harvest_run", "Jamais moissonnée")]
    [InlineData("", "En bon état")]
    public async Task The_health_of_a_source_is_told_in_words(string happened, string said)
    {
        await Portal.Known();
        await Portal.Ran(1);
        if (happened.Length > 0)
        {
            await Portal.Do(happened);
        }

        var row = (await Team.Page(ListSourcesPage.Path)).QuerySelectorAll("tbody tr").Single();
        Assert.Contains(said, string.Join(' ', row.TextContent.Replace('\u00A0', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        Assert.Contains(said.Split('.')[0], (await Team.Page(BoardIntents.Path)).Words().Replace('\u00A0', ' '), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_deed_is_told_in_words_and_leads_to_its_source()
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");
        var words = Portal.Services.GetServices<ActivityWords>().ToDictionary(w => w.Action);
        Assert.All(
            [AddSource.Action, SaveSource.Action, DecideMoved.AcceptAction, DecideMoved.RefuseAction, DecideVanished.AcceptAction, DecideVanished.RefuseAction, RetryFault.Action, ProbeSource.Action, .. SteerSource.Actions.Values],
            action =>
            {
                Assert.NotEqual(action, Musenor.Accounts.History.JournalWords.Action(action));
                Assert.Equal(("/gestion/sources/essai", words[action].Say("essai")), (words[action].Address("essai"), Musenor.Accounts.History.JournalWords.Action(action)));
            });
    }

    [Fact]
    public void The_next_run_waits_for_its_rhythm_and_its_hours()
    {
        var source = new HarvestSource { Schedule = "daily", Hours = "22-6" };
        var last = new Musenor.Interop.Harvest.Runs.HarvestRun { AskedAt = new(2026, 1, 10, 12, 30, 0, TimeSpan.Zero), State = "done" };
        // 20 hours later it is 09:30 in Paris: at ten in the evening, then.
        Assert.Equal(new DateTimeOffset(2026, 1, 11, 21, 0, 0, TimeSpan.Zero), ReadBoard.Next(source, last, new(2026, 1, 10, 13, 0, 0, TimeSpan.Zero)));
        Assert.Null(ReadBoard.Next(source with { Schedule = "manual" }, last, last.AskedAt));
        Assert.Null(ReadBoard.Next(source with { State = HarvestSource.Paused }, last, last.AskedAt));
        // One that a person stopped counts from there.
        var halted = new Musenor.Interop.Harvest.Runs.HarvestRun { AskedAt = last.AskedAt.AddDays(-3), BeatAt = last.AskedAt, State = "paused" };
        Assert.Equal(new DateTimeOffset(2026, 1, 11, 21, 0, 0, TimeSpan.Zero), ReadBoard.Next(source, halted, new(2026, 1, 10, 13, 0, 0, TimeSpan.Zero)));
    }
}
