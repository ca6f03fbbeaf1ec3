using Musenor.Accounts.Access;
using Musenor.Collections.Quality;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Quality;

public sealed class DuplicatesTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    private async Task<string[]> Pairs(Person? who = null, string museum = "") => [.. (await _portal.Ask((ListDuplicates list) =>
        list.Run(who ?? Person.Operator, museum, 1))).Pairs.Select(p => $"{p.Likeness} {p.One.Ref} {p.Other.Ref}")];

    [Theory]
    [InlineData("2010.1.1", "2010-1-1", true)]
    [InlineData("2010.1.1", "2010 01 001", true)]
    [InlineData("D.90.3", "D 90/3", true)]
    [InlineData("A1", "a.1", true)]
    [InlineData("2010.1.1", "2010.1.1 ; 92 : ancien numéro", true)]
    [InlineData("1.23", "12.3", false)]
    [InlineData("2010.1.1", "2010.1.2", false)]
    [InlineData("SN", "S.N.", false)]
    public async Task One_inventory_number_whatever_its_punctuation(string one, string other, bool same)
    {
        await _portal.Notice("R1", "M0638", ("INV", one));
        await _portal.Notice("R2", "M0638", ("INV", other));
        await _portal.Notice("L1", "M0160", ("INV", one));
        Assert.Equal(same ? ["Number R1 R2"] : [], await Pairs());
        Assert.Equal(same ? 2 : 0, await _portal.Lack("M0638", "doublon"));
        Assert.Equal(same ? "R1 R2" : "", await _portal.Listed("M0638", "doublon"));
    }

    [Theory]
    [InlineData("TITR=Vue de Lille", "AUTR=Watteau Louis (1731-1798)", "DIMS=H. 20 ; L. 30", "PERI=18e siècle", true)]
    [InlineData("TITR=Vue de Lille", "AUTR=Louis Watteau", "DIMS=l. 30 ; h. 20", "PERI=", true)]
    [InlineData("TITR=Vue de Lille", "AUTR=Watteau Louis", "DIMS=", "PERI=18e siècle", true)]
    [InlineData("TITR=Une vue de Lille", "AUTR=Watteau Louis", "DIMS=H. 20 ; L. 30", "PERI=18e siècle", true)]
    [InlineData("TITR=Vue de Lille", "AUTR=Watteau Louis", "DIMS=H. 21 ; L. 30", "PERI=18e siècle", false)]
    [InlineData("TITR=Vue de Lille", "AUTR=Watteau François", "DIMS=H. 20 ; L. 30", "PERI=18e siècle", false)]
    [InlineData("TITR=La fête au Colisée", "AUTR=Watteau Louis", "DIMS=H. 20 ; L. 30", "PERI=18e siècle", false)]
    [InlineData("TITR=Vue de Lille", "AUTR=anonyme", "DIMS=H. 20 ; L. 30", "PERI=18e siècle", false)]
    public async Task One_work_in_two_museums(string title, string author, string measures, string period, bool same)
    {
        await _portal.Notice("R1", "M0638", ("TITR", "Vue de Lille"), ("AUTR", author.Contains("anonyme", StringComparison.Ordinal) ? "anonyme" : "Watteau Louis"), ("DIMS", "H. 20 ; L. 30"), ("PERI", "18e siècle"));
        (string, string) Field(string text) => (text[..4], text[5..]);
        await _portal.Notice("L1", "M0160", Field(title), Field(author), Field(measures), Field(period));
        Assert.Equal(same ? ["Work R1 L1"] : [], await Pairs());
    }

    [Fact]
    public async Task Two_like_works_of_one_museum_are_not_compared_by_their_title()
    {
        foreach (var reference in new[] { "R1", "R2" })
        {
            await _portal.Notice(reference, "M0638", ("TITR", "Vue de Lille"), ("AUTR", "Watteau Louis"), ("DIMS", "H. 20 ; L. 30"), ("PERI", "18e siècle"));
        }

        Assert.Empty(await Pairs());
    }

    [Fact]
    public async Task Put_aside_a_pair_is_proposed_no_more_and_the_third_still_is()
    {
        foreach (var (reference, number) in new[] { ("R1", "2010.1.1"), ("R2", "2010-1-1"), ("R3", "2010 1 1") })
        {
            await _portal.Notice(reference, "M0638", ("INV", number));
        }

        var claire = await _portal.Curator("claire");
        Assert.Equal(3, (await Pairs(claire)).Length);
        Assert.IsType<Outcome.Done>(await _portal.Ask((DecideDuplicate decide) => decide.Run(claire, new("R2", "R1"))));
        Assert.IsType<Outcome.Done>(await _portal.Ask((DecideDuplicate decide) => decide.Run(claire, new("R1", "R2"))));
        Assert.Equal(["Number R1 R3", "Number R2 R3"], await Pairs(claire));
    }

    [Fact]
    public async Task Only_somebody_of_one_of_the_museums_sees_and_decides()
    {
        await _portal.Notice("R1", "M0638", ("INV", "2010.1.1"));
        await _portal.Notice("R2", "M0638", ("INV", "2010-1-1"));
        var lille = await _portal.Curator("luc", "M0160");
        Assert.Empty(await Pairs(lille));
        Assert.IsType<Outcome.Refused>(await _portal.Ask((DecideDuplicate decide) => decide.Run(lille, new("R1", "R2"))));
        Assert.IsType<Outcome.Missing>(await _portal.Ask((DecideDuplicate decide) => decide.Run(lille, new("R1", "none"))));
        Assert.Empty(await Pairs(Person.Operator, "M0160"));
    }

    [Fact]
    public async Task A_withdrawn_one_is_a_duplicate_no_more_and_nobody_else_sees_it()
    {
        await _portal.Notice("R1", "M0638", ("TITR", "Vue de Lille"), ("AUTR", "Watteau Louis"), ("DIMS", "H. 20 ; L. 30"), ("INV", "1"));
        await _portal.Notice("L1", "M0160", ("TITR", "Vue de Lille"), ("AUTR", "Watteau Louis"), ("DIMS", "H. 20 ; L. 30"), ("INV", "2"));
        Assert.Single(await Pairs(await _portal.Curator("luc", "M0160")));
        await _portal.Withdraw(await _portal.Curator("claire"), "R1");
        Assert.Empty(await Pairs(await _portal.Curator("luc2", "M0160")));
    }

    [Fact]
    public async Task A_large_group_is_paired_with_its_first()
    {
        for (var i = 0; i < 30; i++)
        {
            await _portal.Notice($"R{i:00}", "M0638", ("INV", $"1.{(i % 2 == 0 ? "01" : "1")}"));
        }

        Assert.Equal(29, (await _portal.Ask((ListDuplicates list) => list.Run(Person.Operator, "", 1))).Total);
        Assert.Equal(30, await _portal.Lack("M0638", "doublon"));
    }
}
