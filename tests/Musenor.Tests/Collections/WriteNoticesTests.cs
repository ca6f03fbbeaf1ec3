using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Notices;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Collections;

public sealed class WriteNoticesTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Knows_a_notice_again_by_its_reference()
    {
        Assert.Equal(Written.Created, (await Vase("Vase")).Result);
        Assert.Equal(Written.Unchanged, (await Vase("Vase")).Result);
        Assert.Equal(Written.Changed, (await Vase("Vase bleu")).Result);
        Assert.Equal(["R1"], await _portal.Refs("bleu"));
    }

    [Fact]
    public async Task Knows_a_notice_without_reference_by_museum_and_number()
    {
        var first = await _portal.Notice(null, "M0638", ("INV", "OA  10426"), ("TITR", "Uniforme"));
        Assert.Equal(("M0638-OA-10426", Written.Created), (first.Ref, first.Result));
        Assert.Equal(Written.Unchanged, (await _portal.Notice(null, "M0638", ("INV", "OA  10426"), ("TITR", "Uniforme"))).Result);
        Assert.Equal(Written.Changed, (await _portal.Notice(null, "M0638", ("INV", "oa 10426"), ("TITR", "Uniforme de colonel"))).Result);
    }

    [Fact]
    public async Task Two_numbers_that_differ_by_punctuation_are_two_notices()
    {
        var dot = await _portal.Notice(null, "M0638", ("INV", "1.23"));
        var dash = await _portal.Notice(null, "M0638", ("INV", "1-23"));
        Assert.Equal(Written.Created, dash.Result);
        Assert.NotEqual(dot.Ref, dash.Ref);
    }

    [Fact]
    public async Task A_number_without_latin_letters_makes_an_address_of_its_own()
    {
        var first = await _portal.Notice(null, "M0638", ("INV", "Ωμέγα"));
        var second = await _portal.Notice(null, "M0638", ("INV", "一二三"));
        Assert.All([first.Ref, second.Ref], r => Assert.Matches("^M0638-[0-9A-F]{8}$", r));
        Assert.NotEqual(first.Ref, second.Ref);
    }

    [Fact]
    public async Task An_absent_column_leaves_a_field_and_an_empty_one_empties_it()
    {
        await _portal.Notice("R1", "M0638", ("TITR", "Vue"), ("DESC", "un arbre"), ("COMM", "vérifié"));
        await _portal.Write(new Incoming("R1", "M0638", new Dictionary<string, string> { ["DESC"] = "" }));
        var view = await _portal.Ask((ReadNotice read) => read.Run("R1"));
        Assert.Equal(("", "vérifié"), (view!.Notice["DESC"], view.Notice["COMM"]));
        Assert.Empty(await _portal.Refs("arbre"));
    }

    [Fact]
    public async Task Refuses_to_empty_a_mandatory_field()
    {
        await _portal.Notice("R1", "M0638", ("TITR", "Vue"));
        var refused = (await _portal.Write(new Incoming("R1", "M0638", new Dictionary<string, string> { ["STAT"] = "" })))[0];
        Assert.Equal((Written.Rejected, "STAT"), (refused.Result, refused.Field));
    }

    [Fact]
    public async Task Keeps_what_a_change_replaced()
    {
        await Vase("Vase");
        await Vase("Vase bleu");
        await using var connection = await _portal.Services.GetRequiredService<Database>().Open();
        var history = (await connection.QueryAsync<string?>("select before_fields from notice_change where ref = 'R1' order by revision")).ToArray();
        Assert.Null(history[0]);
        Assert.Contains("\"Vase\"", history[1]);
    }

    [Fact]
    public async Task Many_writers_at_once_lose_and_double_nothing()
    {
        const int Writers = 6, Each = 20;
        using var barrier = new Barrier(Writers);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            barrier.SignalAndWait();
            for (var i = 0; i < Each; i++)
            {
                await _portal.Notice($"W{writer}N{i}", "M0638", ("TITR", $"Vase {writer}"));
                await _portal.Notice("COMMON", "M0638", ("TITR", $"Commun {writer} {i}"));
            }
        })));
        Assert.Equal((Writers * Each) + 1, (await _portal.Search("")).Total);
        await using var connection = await _portal.Services.GetRequiredService<Database>().Open();
        Assert.Equal(
            await connection.ExecuteScalarAsync<long>("select count(*) from notice"), await connection.ExecuteScalarAsync<long>("select max(number) from notice"));
    }

    [Fact]
    public async Task A_change_is_found_at_once_by_another_portal_on_the_same_database()
    {
        await Vase("Vase");
        Assert.Equal(1, (await _portal.Search("vase")).Total);
        await using var other = _portal.SecondPortal();
        await other.Notice("R2", "M0638", ("TITR", "Vase second"));
        Assert.Equal(2, (await _portal.Search("vase")).Total);
    }

    [Fact]
    public async Task What_is_derived_can_be_made_again_from_the_words()
    {
        await _portal.Notice("R1", "M0638", ("TITR", "Vase bleu"), ("MILL", "1850"));
        await using (var connection = await _portal.Services.GetRequiredService<Database>().Open())
        {
            await connection.ExecuteAsync("update notice_column set facets = '', year_from = null, year_to = null");
        }

        Assert.Equal(1, await _portal.Ask((Reindex reindex) => reindex.Run()));
        Assert.Equal(["R1"], await _portal.Refs("bleu", s => s with { From = 1840, To = 1860 }));
        Assert.Equal(1, (await _portal.Search("", s => s.With("domaine", "peinture"))).Total);
    }

    private Task<WriteResult> Vase(string title) => _portal.Notice("R1", "M0638", ("TITR", title));
}
