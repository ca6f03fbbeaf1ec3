using Heritage.Standards.Joconde;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Editing;

public sealed class EditNoticeTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private Person _claire = null!;
    private Person _paul = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Notice("R1", "M0638", ("TITR", "Vase"), ("AUTR", "DUPONT Jean"), ("MILL", "1850"), ("INV", "A 1"));
        (_claire, _paul) = (await _portal.Curator("claire"), await _portal.Curator("paul"));
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_correction_is_found_by_visitors_and_told_by_history_and_journal()
    {
        Assert.IsType<Outcome.Done>(await _portal.Edit(_claire, "R1", ("TITR", "Vase bleu"), ("MILL", "1910")));
        Assert.Equal(["R1"], await _portal.Refs("bleu", s => s with { From = 1905, To = 1915 }));
        var change = await _portal.Query<(string Action, string Account, string Before)>(
            "select action, account_id, before_fields from notice_change where ref = 'R1' and before_fields is not null");
        Assert.Equal(("edit", _claire.Id), (change.Action, change.Account));
        Assert.Contains("\"Vase\"", change.Before, StringComparison.Ordinal);
        var journal = await _portal.Query<(string Museum, string Before, string After)>("select museum_id, before, after from journal where action = 'notice.edit' and object_id = 'R1'");
        Assert.Equal(("M0638", """{"MILL":"1850","TITR":"Vase"}""", """{"MILL":"1910","TITR":"Vase bleu"}"""), journal);
    }

    [Fact]
    public async Task Nothing_changed_writes_nothing()
    {
        Assert.Equal(new Outcome.Done("0"), await _portal.Edit(_claire, "R1", ("TITR", " Vase\r\n"), ("DESC", "  ")));
        Assert.Equal(1, await _portal.Query<long>("select count(*) from notice_change where ref = 'R1'"));
    }

    [Fact]
    public async Task A_notice_of_another_museum_is_refused()
    {
        await _portal.Notice("L1", "M0160", ("TITR", "Autre"));
        Assert.IsType<Outcome.Refused>(await _portal.Edit(_claire, "L1", ("TITR", "Pris")));
        Assert.Equal("Autre", await _portal.Text("L1", "TITR"));
    }

    [Fact]
    public async Task A_notice_that_does_not_exist_is_missing() => Assert.IsType<Outcome.Missing>(await _portal.Edit(_claire, "NULLE", 1, ("TITR", "x")));

    [Theory]
    [InlineData("INV")]
    [InlineData("DOMN")]
    [InlineData("STAT")]
    public async Task A_mandatory_field_cannot_be_emptied(string code)
    {
        var refused = Assert.IsType<Outcome.Invalid>(await _portal.Edit(_claire, "R1", (code, "")));
        Assert.Equal(code, refused.Field);
    }

    [Fact]
    public async Task What_is_too_long_is_refused_with_its_length()
    {
        var refused = Assert.IsType<Outcome.Invalid>(await _portal.Edit(_claire, "R1", ("DESC", new string('x', EditNotice.LongestValue + 1)), ("INV", new string('1', 501))));
        Assert.Equal(["DESC", "INV"], refused.Problems.Select(p => p.Field).Order());
    }

    [Fact]
    public async Task Invisible_characters_are_taken_out()
    {
        await _portal.Edit(_claire, "R1", ("DESC", "un\u0000 arbre\u0007, l\u0092été\r\nvert"));
        Assert.Equal("un arbre, l’été\nvert", await _portal.Text("R1", "DESC"));
    }

    [Fact]
    public async Task Reference_and_museum_never_change_by_hand()
    {
        await _portal.Edit(_claire, "R1", ("REF", "R2"), ("MUSEO", "M0160"), ("TITR", "Vase bleu"));
        var view = await _portal.Ask((ReadNotice read) => read.Run("R1"));
        Assert.Equal(("M0638", "Vase bleu"), (view!.Museum.Id, view.Notice["TITR"]));
    }

    [Fact]
    public async Task A_number_that_another_notice_has_is_told_and_kept()
    {
        await _portal.Notice("R2", "M0638", ("INV", "B 2"));
        Assert.IsType<Outcome.Done>(await _portal.Edit(_claire, "R1", ("INV", "b  2")));
        Assert.Equal(["R2"], (await _portal.Open("R1")).SameNumber);
    }

    [Fact]
    public async Task Two_people_who_change_different_fields_both_succeed()
    {
        var revision = (await _portal.Open("R1")).Revision;
        Assert.IsType<Outcome.Done>(await _portal.Edit(_paul, "R1", revision, ("AUTR", "DURAND Anne"), ("TITR", "Vase")));
        Assert.IsType<Outcome.Done>(await _portal.Edit(_claire, "R1", revision, ("AUTR", "DUPONT Jean"), ("TITR", "Vase bleu")));
        Assert.Equal(("DURAND Anne", "Vase bleu"), (await _portal.Text("R1", "AUTR"), await _portal.Text("R1", "TITR")));
    }

    [Fact]
    public async Task Two_people_who_change_the_same_field_otherwise_must_choose()
    {
        var revision = (await _portal.Open("R1")).Revision;
        await _portal.Edit(_paul, "R1", revision, ("TITR", "Vase rouge"));
        var conflict = Assert.IsType<Outcome.Conflict>(await _portal.Edit(_claire, "R1", revision, ("TITR", "Vase bleu"), ("DESC", "un vase")));
        Assert.StartsWith("paul", conflict.By, StringComparison.Ordinal);
        Assert.Equal(("Vase rouge", ""), (await _portal.Text("R1", "TITR"), await _portal.Text("R1", "DESC")));
    }

    [Fact]
    public async Task The_same_correction_twice_is_one()
    {
        var revision = (await _portal.Open("R1")).Revision;
        await _portal.Edit(_paul, "R1", revision, ("TITR", "Vase bleu"));
        Assert.Equal(new Outcome.Done("0"), await _portal.Edit(_claire, "R1", revision, ("TITR", "Vase bleu")));
    }

    [Fact]
    public async Task A_reindex_between_opening_and_saving_is_no_conflict()
    {
        var revision = (await _portal.Open("R1")).Revision;
        await _portal.Ask((Reindex reindex) => reindex.Run());
        Assert.IsType<Outcome.Done>(await _portal.Edit(_claire, "R1", revision, ("TITR", "Vase bleu")));
    }

    [Fact]
    public async Task A_form_sent_twice_changes_once()
    {
        var form = new EditNotice.Form("R1", (await _portal.Open("R1")).Revision, new Dictionary<string, string> { ["TITR"] = "Vase bleu" }, "une-cle");
        var first = await _portal.Ask((EditNotice edit) => edit.Run(_claire, form));
        Assert.Equal(first, await _portal.Ask((EditNotice edit) => edit.Run(_claire, form)));
        Assert.Equal(1, await _portal.Query<long>("select count(*) from notice_change where action = 'edit'"));
    }

    [Fact]
    public async Task Twenty_four_people_who_save_at_once_each_get_a_clear_answer_and_nothing_is_lost()
    {
        const int People = 24;
        var revision = (await _portal.Open("R1")).Revision;
        // Each has a field of their own, and all want the title.
        var codes = EditedFields.Codes.Except(["INV", "DOMN", "STAT", "TITR"]).Take(People).ToArray();
        var own = await AllAtOnce(People, i => _portal.Edit(_claire, "R1", revision, (codes[i], $"de {i}")));
        Assert.All(own, o => Assert.IsType<Outcome.Done>(o));
        Assert.Equal(Enumerable.Range(0, People).Select(i => $"de {i}"), (await _portal.Open("R1")).Notice.Fields is var fields ? codes.Select(c => fields[c]) : []);

        var now = (await _portal.Open("R1")).Revision;
        var title = await AllAtOnce(People, i => _portal.Edit(i % 2 == 0 ? _claire : _paul, "R1", now, ("TITR", $"Titre {i}")));
        Assert.Single(title.OfType<Outcome.Done>());
        Assert.Equal(People - 1, title.OfType<Outcome.Conflict>().Count(c => c.By.Length > 0));
        Assert.Equal($"Titre {Array.FindIndex(title, o => o is Outcome.Done)}", await _portal.Text("R1", "TITR"));
        Assert.Equal(People + 1, await _portal.Query<long>("select count(*) from notice_change where action = 'edit'"));
    }

    [Fact]
    public void Every_field_of_the_ministry_is_edited_or_said_not_to_be()
    {
        var left = JocondeFields.All.Where(f => f.Level is not (FieldLevel.Generated or FieldLevel.Deprecated)).Select(f => f.Code).Except(EditedFields.Codes).Except(EditedFields.Identity);
        Assert.Empty(left);
        Assert.Equal(EditedFields.Codes.Count, EditedFields.Codes.Distinct().Count());
        Assert.All(EditedFields.Codes, code => Assert.NotNull(JocondeFields.Find(code)));
        Assert.All(EditedFields.Hinted, code => Assert.NotEmpty(Texts.Of("Collections")[$"Edit.Hint.{code}"]));
    }

    [Fact]
    public async Task A_term_that_nobody_else_uses_is_told_with_the_nearest_one()
    {
        for (var i = 0; i < 3; i++)
        {
            await _portal.Notice($"V{i}", "M0638", ("DOMN", "céramique ; peinture"), ("AUTR", "MONET Claude (1840-1926)"), ("INV", $"V {i}"));
        }

        await _portal.Edit(_claire, "R1", ("DOMN", "ceramiqe ; peinture ; inconnu au bataillon"), ("AUTR", "MONNET Claude (1840-1926)"));
        var notice = (await _portal.Open("R1")).Notice;
        var unknown = await _portal.Services.GetRequiredService<Vocabulary>().Unknown("R1", notice, ["DOMN", "AUTR"]);
        Assert.Equal(
            [("ceramiqe", "céramique", 3), ("inconnu au bataillon", null, 0), ("MONNET Claude", "MONET Claude", 3)],
            unknown.Select(u => (u.Term, u.Nearest, u.Count)));
    }

    private static async Task<Outcome[]> AllAtOnce(int people, Func<int, Task<Outcome>> save)
    {
        using var barrier = new Barrier(people);
        var threads = new TaskCompletionSource<Outcome>[people];
        for (var i = 0; i < people; i++)
        {
            var (at, done) = (i, threads[i] = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously));
            new Thread(() =>
            {
                barrier.SignalAndWait();
                try
                {
                    done.SetResult(save(at).GetAwaiter().GetResult());
                }
                catch (Exception e)
                {
                    done.SetException(e);
                }
            }).Start();
        }

        return await Task.WhenAll(threads.Select(t => t.Task));
    }
}
