using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Editing;

/// <summary>What a person decided, an import leaves.</summary>
public sealed class ProtectedFieldsTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private Person _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Notice("R1", "M0638", ("TITR", "Vase"), ("DESC", "un vase"), ("INV", "A 1"));
        _claire = await _portal.Curator("claire");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task An_import_leaves_a_field_corrected_by_hand_and_says_so()
    {
        await _portal.Edit(_claire, "R1", ("TITR", "Vase bleu"));
        var again = await _portal.Notice("R1", "M0638", ("TITR", "Vase vert"), ("DESC", "un grand vase"), ("INV", "A 1"));
        Assert.Equal(("Vase bleu", "un grand vase"), (await _portal.Text("R1", "TITR"), await _portal.Text("R1", "DESC")));
        Assert.Equal((Written.Changed, "TITR"), (again.Result, Assert.Single(again.Kept)));
    }

    [Fact]
    public async Task An_import_that_brings_what_was_corrected_has_nothing_to_say()
    {
        await _portal.Edit(_claire, "R1", ("TITR", "Vase bleu"));
        var again = await _portal.Notice("R1", "M0638", ("TITR", "Vase bleu"), ("DESC", "un vase"), ("INV", "A 1"));
        Assert.Equal((Written.Unchanged, 0), (again.Result, again.Kept.Count));
    }

    [Fact]
    public async Task A_field_emptied_by_hand_stays_empty()
    {
        await _portal.Edit(_claire, "R1", ("DESC", ""));
        await _portal.Notice("R1", "M0638", ("TITR", "Vase"), ("DESC", "un vase"), ("INV", "A 1"));
        Assert.Equal("", await _portal.Text("R1", "DESC"));
    }

    [Fact]
    public async Task A_correction_undone_gives_the_field_back_to_imports()
    {
        var saved = Assert.IsType<Outcome.Done>(await _portal.Edit(_claire, "R1", ("TITR", "Vase bleu")));
        await Restore(long.Parse(saved.Id, System.Globalization.CultureInfo.InvariantCulture));
        await _portal.Notice("R1", "M0638", ("TITR", "Vase vert"), ("INV", "A 1"));
        Assert.Equal("Vase vert", await _portal.Text("R1", "TITR"));
    }

    [Fact]
    public async Task A_version_put_back_over_an_import_holds_against_the_next_import()
    {
        await _portal.Notice("R1", "M0638", ("TITR", "Abîmé"), ("INV", "A 1"));
        await Restore((await _portal.Open("R1")).Revision);
        Assert.Equal("Vase", await _portal.Text("R1", "TITR"));
        await _portal.Notice("R1", "M0638", ("TITR", "Abîmé"), ("INV", "A 1"));
        Assert.Equal("Vase", await _portal.Text("R1", "TITR"));
    }

    [Fact]
    public async Task A_notice_without_reference_whose_number_was_corrected_is_known_again_by_the_old_one()
    {
        var entered = (await _portal.Notice(null, "M0638", ("INV", "OA 10"), ("TITR", "Uniforme"))).Ref;
        await _portal.Edit(_claire, entered, ("INV", "OA 100"));
        var again = await _portal.Notice(null, "M0638", ("INV", "OA 10"), ("TITR", "Uniforme de colonel"));
        Assert.Equal((entered, Written.Changed, "INV"), (again.Ref, again.Result, Assert.Single(again.Kept)));
        Assert.Equal(Written.Unchanged, (await _portal.Notice(null, "M0638", ("INV", "OA 100"), ("TITR", "Uniforme de colonel"))).Result);
    }

    [Fact]
    public async Task What_somebody_wrote_in_an_invented_notice_leaves_with_it()
    {
        var invented = new Dictionary<string, string> { ["INV"] = "A 9", ["DOMN"] = "dessin", ["STAT"] = "x", ["TITR"] = "Inventé" };
        await _portal.Write(new Incoming("R9", "M0638", invented) { IsDemo = true });
        await _portal.Edit(_claire, "R9", ("TITR", "Inventé et corrigé"));
        await _portal.Notice("R9", "M0638", ("TITR", "Le vrai"), ("INV", "A 9"));
        await _portal.Notice("R9", "M0638", ("TITR", "Le vrai, revu"), ("INV", "A 9"));
        Assert.Equal("Le vrai, revu", await _portal.Text("R9", "TITR"));
    }

    [Fact]
    public async Task Who_corrected_a_field_and_when_is_kept()
    {
        await _portal.Edit(_claire, "R1", ("TITR", "Vase bleu"));
        var edited = (await _portal.Open("R1")).Edited;
        Assert.Equal(["TITR"], edited.Keys);
        Assert.StartsWith("claire", edited["TITR"].Name, StringComparison.Ordinal);
    }

    private async Task Restore(long before)
    {
        var revision = (await _portal.Open("R1")).Revision;
        Assert.IsType<Outcome.Done>(await _portal.Ask((RestoreVersion restore) => restore.Run(_claire, new("R1", before, revision))));
    }
}
