using Musenor.Collections.Import;
using Xunit;

namespace Musenor.Tests.Collections.Import;

/// <summary>What an update changes: TC13 and TC14 of the specification of Joconde.</summary>
public sealed class UpdateRulesTests : IAsyncLifetime
{
    private const string Ref = "00000000001";
    private readonly ImportPortal _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.ImportText("REF;INV;DOMN;STAT;MUSEO;TITR;DESC;LOCA", $"{Ref};A 1;\"peinture ; dessin\";x;M0160;Vue;d;Lille");
        await _portal.Query<long>($"insert into notice_image (id, ref, position, width, height) values ('i', '{Ref}', 1, 10, 10) returning 1");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_only_the_columns_present_change()
    {
        Assert.Equal(1, (await _portal.ImportText("REF;MUSEO;TITR", $"{Ref};M0160;Vue 2")).Changed);
        var fields = await _portal.Fields(Ref);
        Assert.Equal(("Vue 2", "d", "A 1"), (fields["TITR"], fields["DESC"], fields["INV"]));
    }

    [Fact]
    public async Task B_the_same_words_change_nothing() =>
        Assert.Equal((0, 1), await _portal.ImportText("REF;MUSEO;TITR", $"{Ref};M0160;Vue") is var r ? (r.Changed, r.Unchanged) : default);

    [Fact]
    public async Task C_an_empty_cell_empties_its_field()
    {
        Assert.Equal(1, (await _portal.ImportText("REF;MUSEO;DESC", $"{Ref};M0160;")).Changed);
        Assert.False((await _portal.Fields(Ref)).ContainsKey("DESC"));
    }

    [Fact]
    public async Task C_unless_its_user_asked_to_leave_empty_cells_alone()
    {
        var path = _portal.File("REF;MUSEO;DESC;TITR\n00000000001;M0160; ;Vue 2");
        var report = await _portal.Run(new ImportNotices.Form(path, IgnoresEmpty: true));
        Assert.Equal(1, report.Changed);
        var fields = await _portal.Fields(Ref);
        Assert.Equal(("d", "Vue 2"), (fields["DESC"], fields["TITR"]));
    }

    [Fact]
    public async Task D_a_mandatory_field_is_not_emptied()
    {
        var report = await _portal.ImportText("REF;MUSEO;STAT", $"{Ref};M0160;");
        Assert.Equal(1, report.Rejected);
        Assert.Contains("STAT", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
        Assert.Equal("x", (await _portal.Fields(Ref))["STAT"]);
    }

    [Fact]
    public async Task E_without_a_museum_nothing_goes_in() =>
        Assert.Contains("MUSEO", (await _portal.ImportText("REF;TITR", $"{Ref};Vue 2")).Refusal, StringComparison.Ordinal);

    [Theory]
    [InlineData("IMG", "")]
    [InlineData("IMG", "joconde/00000000001/a.jpg")]
    [InlineData("REFIM", "")]
    public async Task F_g_h_no_picture_leaves_because_a_cell_says_so(string column, string cell)
    {
        await _portal.ImportText($"REF;MUSEO;{column}", $"{Ref};M0160;{cell}");
        Assert.Equal(1, await _portal.Query<long>("select count(*) from notice_image where ref = '00000000001'"));
    }

    [Fact]
    public async Task I_a_list_in_another_order_is_a_change()
    {
        Assert.Equal(1, (await _portal.ImportText("REF;MUSEO;DOMN", $"{Ref};M0160;\"dessin ; peinture\"")).Changed);
        Assert.Equal("dessin ; peinture", (await _portal.Fields(Ref))["DOMN"]);
    }

    [Theory]
    [InlineData("Autun ; musée Rolin ; manquant", "Missing")]
    [InlineData("Autun;musée Rolin;manquant", "Missing")]
    [InlineData("Autun ; musée Rolin ; volé ; 2010", "Stolen")]
    [InlineData("Nantes ; Volerie", "Present")]
    [InlineData("Brest ; musée des beaux-arts ; retrouvé", "Found")]
    public async Task A_missing_object_is_told_by_whole_words_and_found_again_by_its_marker(string place, string kind)
    {
        await _portal.ImportText("REF;MUSEO;LOCA", $"{Ref};M0160;\"{place}\"");
        Assert.Equal(kind, new Heritage.Standards.Joconde.JocondeNotice(await _portal.Fields(Ref)).Situation.Kind.ToString());
    }

    [Fact]
    public async Task What_is_said_missing_stays_so_until_its_place_says_that_it_was_found()
    {
        async Task<string> Kind() => new Heritage.Standards.Joconde.JocondeNotice(await _portal.Fields(Ref)).Situation.Kind.ToString();
        await _portal.ImportText("REF;MUSEO;MANQUANT", $"{Ref};M0160;manquant");
        await _portal.ImportText("REF;MUSEO;LOCA", $"{Ref};M0160;\"Autun ; musée Rolin\"");
        Assert.Equal("Missing", await Kind());
        await _portal.ImportText("REF;MUSEO;LOCA", $"{Ref};M0160;\"Autun ; musée Rolin ; retrouvé\"");
        Assert.Equal("Found", await Kind());
    }
}
