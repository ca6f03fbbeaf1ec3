using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Quality.Bulk;
using Musenor.Storage;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;
using static Musenor.Tests.Collections.Quality.QualityIntents;

namespace Musenor.Tests.Collections.Quality.Bulk;

public sealed class BulkEditTests : IAsyncLifetime
{
    private static readonly NoticeFilter All = new();
    private readonly MusenorFixture _portal = new();
    private Person _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Notice("R1", "M0638", ("DOMN", "peintures"), ("INV", "1"));
        await _portal.Notice("R2", "M0638", ("DOMN", "dessin ; peintures"), ("INV", "2"));
        await _portal.Notice("R3", "M0638", ("DOMN", "sculpture"), ("INV", "3"));
        await _portal.Notice("L1", "M0160", ("DOMN", "peintures"), ("INV", "4"));
        _claire = await _portal.Curator("claire");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    private async Task<string> Texts(string code = "DOMN") =>
        string.Join(" | ", await Task.WhenAll(new[] { "R1", "R2", "R3", "L1" }.Select(async r => await _portal.Text(r, code))));

    [Fact]
    public async Task The_preview_is_the_effect()
    {
        var change = Replace("DOMN", "peintures", "peinture");
        var preview = await _portal.Preview(_claire, All, change);
        Assert.Equal((3, 2, "absent 1"), (preview.Total, preview.Changing, string.Join(' ', preview.Skipped.Select(s => $"{s.Key} {s.Value}"))));
        Assert.Equal("peintures | dessin ; peintures | sculpture | peintures", await Texts());
        var view = await _portal.View(await _portal.Bulk(_claire, All, change));
        Assert.Equal((preview.Changing, preview.Total - preview.Changing, BulkEdit.Done), (view.Of(BulkLine.Done), view.Of(BulkLine.Skipped), view.Bulk.State));
        foreach (var sample in preview.Samples)
        {
            Assert.Equal(sample.After, await _portal.Text(sample.Ref, "DOMN"));
        }

        Assert.Equal("peinture | dessin ; peinture | sculpture | peintures", await Texts());
    }

    [Fact]
    public async Task It_is_an_edit_like_another_in_history_protection_search_and_journal()
    {
        var id = await _portal.Bulk(_claire, All, Replace("DOMN", "peintures", "gravure"));
        Assert.Equal(["R1", "R2"], (await _portal.Refs("gravure")).Order());
        var opened = await _portal.Open("R1");
        Assert.Equal(_claire.Name, opened.Edited["DOMN"].Name);
        var last = (await _portal.Ask((OpenNotice open) => open.Since(opened, 0)))[0];
        Assert.Equal(("edit", "Domaine : « peintures » remplacé par « gravure »", _claire.AccountId), (last.Action, last.Reason.Replace('\u00a0', ' ').Replace('\u202f', ' '), last.AccountId));
        Assert.Equal(1, await _portal.Query<long>("select count(*) from journal where action = 'notice.bulk_edit' and object_id = @id and museum_id = 'M0638'", new { id }));
        Assert.Equal(0, await _portal.Query<long>("select count(*) from journal where action = 'notice.edit'"));
    }

    [Fact]
    public async Task Undone_every_notice_has_its_words_again_and_imports_may_change_them_again()
    {
        await _portal.Edit(_claire, "R2", ("DOMN", "dessin ; peintures ; estampe"));
        var id = await _portal.Bulk(_claire, All, Replace("DOMN", "peintures", "peinture"));
        Assert.IsType<Outcome.Done>(await _portal.UndoBulk(_claire, id));
        Assert.Equal("peintures | dessin ; peintures ; estampe | sculpture | peintures", await Texts());
        var view = await _portal.View(id);
        Assert.Equal((2, BulkEdit.Undone), (view.Of(BulkLine.Undone), view.Bulk.State));
        Assert.Empty((await _portal.Open("R1")).Edited);
        // Decided by hand before: still so.
        Assert.True((await _portal.Open("R2")).Edited.ContainsKey("DOMN"));
        Assert.IsType<Outcome.Invalid>(await _portal.UndoBulk(_claire, id));
        Assert.Equal(1, await _portal.Query<long>("select count(*) from journal where action = 'notice.bulk_undo'"));
    }

    [Fact]
    public async Task A_field_edited_since_is_kept_and_named_and_another_field_is_no_obstacle()
    {
        var id = await _portal.Bulk(_claire, All, Replace("DOMN", "peintures", "peinture"));
        await _portal.Edit(_claire, "R1", ("DOMN", "peinture ; miniature"));
        await _portal.Edit(_claire, "R2", ("TITR", "Un titre"));
        await _portal.UndoBulk(_claire, id);
        Assert.Equal("peinture ; miniature | dessin ; peintures | sculpture | peintures", await Texts());
        Assert.Equal("Un titre", await _portal.Text("R2", "TITR"));
        var view = await _portal.View(id);
        Assert.Equal(["R1 kept modifiee"], view.Left.Where(l => l.State == BulkLine.Kept).Select(l => $"{l.Ref} {l.State} {l.Reason}"));
    }

    [Fact]
    public async Task What_changed_since_the_preview_is_left_and_named()
    {
        var seen = (await _portal.Preview(_claire, All, Replace("DOMN", "peintures", "peinture"))).Seen;
        await _portal.Edit(_claire, "R1", ("TITR", "Un titre"));
        var id = ((Outcome.Done)await _portal.AskBulk(_claire, All, Replace("DOMN", "peintures", "peinture"), seen)).Id;
        // And between the plan and its turn.
        await _portal.Edit(_claire, "R2", ("TITR", "Un autre"));
        await _portal.Services.GetRequiredService<ApplyBulk>().Run(id);
        Assert.Equal("peintures | dessin ; peintures | sculpture | peintures", await Texts());
        Assert.Equal(["R1 modifiee", "R2 modifiee", "R3 absent"], (await _portal.View(id)).Left.Select(l => $"{l.Ref} {l.Reason}"));
    }

    [Theory]
    [InlineData("ajouter", "DOMN", "", "peintures", "peintures | dessin ; peintures | sculpture ; peintures | peintures")]
    [InlineData("vider", "TITR", "", "", "peintures | dessin ; peintures | sculpture | peintures")]
    public async Task Terms_are_added_where_they_are_not(string kind, string field, string term, string by, string after)
    {
        await _portal.Edit(_claire, "R1", ("TITR", "Un titre"));
        await _portal.Bulk(_claire, All, new BulkChange(kind, field, term, by, false));
        Assert.Equal((after, field == "TITR" ? "" : "Un titre"), (await Texts(), await _portal.Text("R1", "TITR")));
    }

    [Fact]
    public async Task A_credit_is_written_where_a_picture_has_none()
    {
        await _portal.Picture("R1");
        await _portal.Picture("R2");
        await _portal.Edit(_claire, "R2", ("PHOT", "Jean Grand"));
        var change = new BulkChange(BulkChange.Credit, "", "", "Jeanne Petit", false);
        var preview = await _portal.Preview(_claire, All, change);
        Assert.Equal((1, "autre-credit 1 sans-image 1"), (preview.Changing, string.Join(' ', preview.Skipped.Select(s => $"{s.Key} {s.Value}"))));
        await _portal.Bulk(_claire, All, change);
        Assert.Equal("Jeanne Petit | Jean Grand |  | ", await Texts("PHOT"));
        await _portal.Bulk(_claire, All, change with { IsOver = true });
        Assert.Equal("Jeanne Petit | Jeanne Petit |  | ", await Texts("PHOT"));
    }

    [Fact]
    public async Task A_licence_is_written_on_pictures_seen_by_the_search_and_undone()
    {
        var (mute, said) = (await _portal.Picture("R1"), await _portal.Picture("R1", licence: "CC BY 4.0"));
        await _portal.Picture("R2", licence: "CC BY 4.0");
        var change = new BulkChange(BulkChange.SetLicence, "", "", "Domaine public", false);
        Assert.Equal(1, (await _portal.Preview(_claire, All, change)).Changing);
        Task<string> Licence(string id) => _portal.Query<string>("select licence from notice_image where id = @id", new { id });
        Assert.Equal(1, await _portal.Lack("M0638", "licence"));
        var lot = await _portal.Bulk(_claire, All, change);
        Assert.Equal(("Domaine public", "CC BY 4.0"), (await Licence(mute), await Licence(said)));
        Assert.Equal(0, await _portal.Lack("M0638", "licence"));
        await _portal.UndoBulk(_claire, lot);
        Assert.Equal(("", 1), (await Licence(mute), await _portal.Lack("M0638", "licence")));
    }

    [Theory]
    [InlineData("", "", "", "", "geste")]
    [InlineData("remplacer", "", "a", "b", "champ")]
    [InlineData("remplacer", "DOMN", "", "b", "terme_a_remplacer")]
    [InlineData("remplacer", "DOMN", "a", "", "par")]
    [InlineData("remplacer", "DOMN", "a", "a", "par")]
    [InlineData("vider", "STAT", "", "", "champ")]
    [InlineData("ajouter", "TITR", "", "x", "champ")]
    [InlineData("licence", "", "", "à moi", "par")]
    public async Task What_cannot_be_asked_is_refused_beside_its_field(string kind, string field, string term, string by, string wrong)
    {
        var outcome = await _portal.Ask((AskBulk ask) => ask.Run(_claire, new(All, new BulkChange(kind, field, term, by, false), long.MaxValue)));
        Assert.Equal(wrong, Assert.IsType<Outcome.Invalid>(outcome).Field);
        Assert.Equal(0, await _portal.Query<long>("select count(*) from bulk_edit"));
    }

    [Fact]
    public async Task Inventory_numbers_and_identities_are_no_fields_of_a_lot()
    {
        Assert.DoesNotContain("INV", BulkChange.Fields);
        Assert.DoesNotContain("REF", BulkChange.Fields);
        Assert.Equal("champ", Assert.IsType<Outcome.Invalid>(await _portal.AskBulk(_claire, All, BulkChange.Read(k => k switch { "geste" => "vider", "champ" => "INV", _ => "" }), 1)).Field);
    }

    [Fact]
    public async Task Sent_twice_it_is_one_change()
    {
        var form = new AskBulk.Form(All, Replace("DOMN", "peintures", "peinture"), long.MaxValue, "same-key");
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _portal.Ask((AskBulk ask) => ask.Run(_claire, form)))));
        Assert.Single(answers.Distinct());
        Assert.Equal(1, await _portal.Query<long>("select count(*) from bulk_edit"));
    }

    [Fact]
    public async Task Another_museum_neither_sees_nor_undoes_it()
    {
        var id = await _portal.Bulk(_claire, All, Replace("DOMN", "peintures", "peinture"));
        var luc = await _portal.Curator("luc", "M0160");
        Assert.Null(await _portal.Ask((ReadBulk read) => read.Run(luc, id)));
        Assert.Empty(await _portal.Ask((ReadBulk read) => read.Latest(luc)));
        Assert.IsType<Outcome.Missing>(await _portal.UndoBulk(luc, id));
        Assert.Single(await _portal.Ask((ReadBulk read) => read.Latest(_claire)));
        // The network's own, over two museums, is nobody's of one.
        var both = await _portal.Bulk(Person.Operator, All, new BulkChange(BulkChange.Add, "DOMN", "", "miniature", false));
        Assert.Null(await _portal.Ask((ReadBulk read) => read.Run(_claire, both)));
    }
}
