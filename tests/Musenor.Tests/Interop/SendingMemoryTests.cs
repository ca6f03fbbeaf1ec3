using Heritage.Standards.Tests.Joconde.Pop;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Interop.JocondeExport;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class SendingMemoryTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private readonly PopBase _pop = new();

    public async Task InitializeAsync()
    {
        await _portal.Listed("M0160");
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("DESC", "longue"), ("INV", "1"));
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Assiette"), ("INV", "2"));
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    private async Task<Package> Sent(string scope = Selection.Changes)
    {
        var package = await _portal.Make("M0160", scope);
        _portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<Outcome.Done>(await _portal.Send(package));
        _pop.Take(_portal.Zip(package));
        return package;
    }

    [Fact]
    public async Task What_was_sent_is_known_and_what_changed_since()
    {
        Assert.Equal("a-envoyer 2", await _portal.States("M0160"));
        var package = await _portal.Make("M0160", Selection.Changes);
        // Made is not sent.
        Assert.Equal("a-envoyer 2", await _portal.States("M0160"));
        await _portal.Send(package);
        Assert.Equal("envoye 2", await _portal.States("M0160"));
        Assert.Equal(Package.Empty, (await _portal.Make("M0160", Selection.Changes)).State);

        await _portal.Notice("M0160000002", "M0160", ("TITR", "Plat"), ("INV", "2"));
        Assert.Equal("modifie 1, envoye 1", await _portal.States("M0160"));
        var update = await _portal.Make("M0160", Selection.Changes);
        Assert.Equal(["M0160000002"], _portal.Zip(update).Drop().Select(n => n["REF"]));
        // Put back before it was sent: POP has it as it is.
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Assiette"), ("INV", "2"));
        Assert.Equal("envoye 2", await _portal.States("M0160"));
    }

    [Fact]
    public async Task Rebuilding_what_derives_from_notices_changes_nothing_for_POP()
    {
        await Sent();
        await _portal.Ask((Reindex reindex) => reindex.Run());
        Assert.Equal("envoye 2", await _portal.States("M0160"));
    }

    [Fact]
    public async Task A_field_emptied_here_is_emptied_there_in_both_formats()
    {
        await Sent();
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue"), ("DESC", ""), ("INV", "1"));
        var pilot = _portal.Zip(await _portal.Make("M0160", Selection.Changes, Selection.Pilot));
        Assert.Equal(" ", Assert.Single(pilot.Drop())["DESC"]);
        await Sent();
        Assert.Equal("", string.Concat(_pop.Stored["M0160000001"]["DESC"]));
        Assert.Equal(["Vue"], _pop.Stored["M0160000001"]["TITR"]);
        // Emptied there: nothing more to say.
        Assert.Equal(Package.Empty, (await _portal.Make("M0160", Selection.Changes)).State);
    }

    [Fact]
    public async Task An_object_found_again_is_told_to_POP_even_without_the_word()
    {
        await _portal.Notice("M0160000001", "M0160", ("LOCA", "Lille ; musée ; disparu"), ("INV", "1"));
        await Sent();
        Assert.Equal(("manquant", "disparu"), (_pop.Stored["M0160000001"]["MANQUANT"][0], _pop.Stored["M0160000001"]["MANQUANT_COM"][0]));
        await _portal.Notice("M0160000001", "M0160", ("LOCA", "Lille ; musée"), ("INV", "1"));
        await Sent();
        Assert.Equal("", string.Concat(_pop.Stored["M0160000001"]["MANQUANT"]));
    }

    [Fact]
    public async Task Images_are_sent_again_whole_when_one_changes_and_only_then()
    {
        await _portal.Photograph("M0160000001", SoundFiles.Png, kind: "png");
        await _portal.Photograph("M0160000001", SpeakingPhotograph.Jpeg(1), position: 2);
        await Sent();
        Assert.Equal(["joconde/M0160000001/m0160000001-001.jpg", "joconde/M0160000001/m0160000001-002.jpg"], _pop.Stored["M0160000001"]["IMG"]);
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue 2"), ("INV", "1"));
        var words = await Sent();
        Assert.Equal(0, words.Images);
        Assert.False(_portal.Zip(words).Drop()[0].Has("REFIM"));
        Assert.Equal(2, _pop.Stored["M0160000001"]["IMG"].Length);

        await _portal.Photograph("M0160000001", PngFile.Picture(900, 700), 900, 700, position: 2, kind: "png");
        Assert.Equal("modifie 1, envoye 1", await _portal.States("M0160"));
        Assert.Equal(2, (await Sent()).Images);

        await _portal.Execute("delete from notice_image where ref = 'M0160000001'");
        var (report, _) = await _portal.Ask((PrepareSending prepare) => prepare.Run(Person.Operator, new("M0160", new()) { Scope = Selection.All }));
        Assert.Equal(1, report!.Counts["remark.LostItsImages"]);
    }

    [Fact]
    public async Task Online_is_said_for_a_package_and_the_public_page_then_leads_to_POP()
    {
        var package = await Sent();
        using var visitor = _portal.Visitor();
        const string pop = "https://www.pop.culture.gouv.fr/notice/joconde/M0160000001";
        using (var before = await visitor.GetAsync("/notices/M0160000001"))
        {
            Assert.DoesNotContain(pop, await before.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            visitor.DefaultRequestHeaders.TryAddWithoutValidation("If-None-Match", before.Headers.ETag?.ToString());
        }

        Assert.IsType<Outcome.Done>(await _portal.Ask((DecidePackage decide) => decide.Online(Person.Operator, package.Id)));
        Assert.Equal("en-ligne 2", await _portal.States("M0160"));
        Assert.Contains(pop, (await (await visitor.GetAsync("/notices/M0160000001")).Page()).QuerySelectorAll("a[rel=external]").Select(a => a.GetAttribute("href")));
        await _portal.Notice("M0160000001", "M0160", ("TITR", "Vue 2"), ("INV", "1"));
        Assert.Equal("modifie 1, en-ligne 1", await _portal.States("M0160"));
        await Sent();
        Assert.Equal("envoye 1, en-ligne 1", await _portal.States("M0160"));
    }

    [Fact]
    public async Task The_report_of_POP_says_which_are_online_and_which_were_refused()
    {
        await _portal.Notice("M0160000003", "M0160", ("INV", "3"));
        await Sent();
        // TC23: POP also lists as errors notices that it had created: nothing sure is drawn from them.
        using var report = new StringReader("Identifiant,N° inventaire,Etat,Details\nM0160000001,1,Création,\nM0160000002,2,Rejet,\"Le champ STAT ne doit pas être vide\"\nM0160000003,3,Erreur,doublon\nM0999000001,9,Création,\n");
        var outcome = await _portal.Ask((MarkOnline mark) => mark.Read(Person.Operator, report));
        Assert.Equal(new Outcome.Done("1 1 2"), outcome);
        Assert.Equal("refuse 1, envoye 1, en-ligne 1", await _portal.States("M0160"));
        // A refused one is to be sent again.
        Assert.Equal(["M0160000002"], _portal.Zip(await _portal.Make("M0160", Selection.Changes)).Drop().Select(n => n["REF"]));
        using var other = new StringReader("nom,âge\nx,3\n");
        Assert.IsType<Outcome.Invalid>(await _portal.Ask((MarkOnline mark) => mark.Read(Person.Operator, other)));
    }

    [Fact]
    public async Task A_notice_sent_while_it_was_compared_is_as_that_sending_says()
    {
        await Sent();
        await _portal.Notice("M0160000002", "M0160", ("TITR", "Plat"), ("INV", "2"));
        var read = await _portal.Ask((ReadSources sources) => sources.Some(["M0160000002"]));
        await Sent();
        Assert.Equal(0, await _portal.Ask((ReadSendings sendings) => sendings.Keep([(read[0], true)])));
        Assert.Equal("envoye 2", await _portal.States("M0160"));
        var fresh = await _portal.Ask((ReadSources sources) => sources.Some(["M0160000002"]));
        Assert.Equal(1, await _portal.Ask((ReadSendings sendings) => sendings.Keep([(fresh[0], true)])));
        Assert.Equal("modifie 1, envoye 1", await _portal.States("M0160"));
    }

    [Fact]
    public async Task A_report_longer_than_a_batch_is_read_whole_and_the_same_form_counts_once()
    {
        await Sent();
        var csv = "Identifiant,Etat,Details\nM0160000001,Création,\n" + string.Concat(Enumerable.Range(1, 1100).Select(i => $"M0999{i:000000},Création,\n")) + "M0160000002,Rejet,non\n";
        var key = Musenor.Web.Forms.Once.NewKey();
        using var report = new StringReader(csv);
        Assert.Equal(new Outcome.Done("1 1 1100"), await _portal.Ask((MarkOnline mark) => mark.Read(Person.Operator, report, key)));
        Assert.Equal("refuse 1, en-ligne 1", await _portal.States("M0160"));
        await Sent();
        Assert.Equal("envoye 1, en-ligne 1", await _portal.States("M0160"));
        using var again = new StringReader(csv);
        Assert.Equal(new Outcome.Done("1 1 1100"), await _portal.Ask((MarkOnline mark) => mark.Read(Person.Operator, again, key)));
        Assert.Equal("envoye 1, en-ligne 1", await _portal.States("M0160"));
    }

    [Fact]
    public async Task Another_museum_decides_nothing()
    {
        var package = await Sent();
        var paul = await _portal.Curator("paul", "M0638");
        Assert.IsType<Outcome.Refused>(await _portal.Ask((DecidePackage decide) => decide.Online(paul, package.Id)));
        Assert.IsType<Outcome.Refused>(await _portal.Ask((MarkOnline mark) => mark.Run(paul, ["M0160000001"])));
        using var report = new StringReader("Identifiant,Etat\nM0160000001,Création\n");
        Assert.Equal(new Outcome.Done("0 0 1"), await _portal.Ask((MarkOnline mark) => mark.Read(paul, report)));
        Assert.IsType<Outcome.Refused>(await _portal.Ask((AskPackage ask) => ask.Run(paul, new("M0160", new()))));
        Assert.Equal("envoye 2", await _portal.States("M0160"));
    }

    [Fact]
    public async Task A_notice_withdrawn_after_it_was_sent_is_told_since_no_file_takes_it_off()
    {
        await Sent();
        await _portal.Withdraw(await _portal.Curator("claire", "M0160"), "M0160000001");
        var (report, _) = await _portal.Ask((PrepareSending prepare) => prepare.Run(Person.Operator, new("M0160", new())));
        Assert.Equal((1, 0, 1), (report!.WithdrawnSince, report.Written, report.Unchanged));
    }

    [Fact]
    public async Task Steps_come_in_their_order()
    {
        var package = await _portal.Make("M0160");
        Assert.IsType<Outcome.Refused>(await _portal.Ask((DecidePackage decide) => decide.Online(Person.Operator, package.Id)));
        await _portal.Send(package);
        Assert.IsType<Outcome.Refused>(await _portal.Ask((DecidePackage decide) => decide.Cancel(Person.Operator, package.Id)));
        Assert.IsType<Outcome.Done>(await _portal.Send(package));
        Assert.IsType<Outcome.Missing>(await _portal.Ask((DecidePackage decide) => decide.Send(Person.Operator, "none")));
        Assert.IsType<Outcome.Invalid>(await _portal.Ask((MarkOnline mark) => mark.Run(Person.Operator, ["nothing"])));
    }
}
