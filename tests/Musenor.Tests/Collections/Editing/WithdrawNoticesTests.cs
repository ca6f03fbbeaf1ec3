using System.Net;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Editing;

public sealed class WithdrawNoticesTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private Person _claire = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Notice("R1", "M0638", ("TITR", "Vase bleu"), ("DOMN", "céramique"), ("INV", "A 1"));
        await _portal.Notice("R2", "M0638", ("TITR", "Vase vert"), ("INV", "A 2"));
        _claire = await _portal.Curator("claire");
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_withdrawn_notice_answers_410_with_reason_date_and_museum_to_people_and_programs()
    {
        using var visitor = _portal.Visitor();
        using var before = await visitor.GetAsync("/notices/R1");
        Assert.Equal(new Outcome.Done("1"), await _portal.Withdraw(_claire, "R1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/notices/R1");
        request.Headers.IfNoneMatch.Add(before.Headers.ETag!);
        using var gone = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        var page = await gone.Page();
        Assert.Matches(@"Cette notice a été retirée le \d+ \w+ 20\d\d .* Motif : question de droits — Une vérification est en cours\.", page.Words());
        Assert.Equal("Musée des Beaux-Arts, Valenciennes", page.QuerySelector("main a[href^='/musees/']")!.TextContent);
        Assert.NotNull(page.QuerySelector("main form[role=search]"));
        Assert.DoesNotContain("Vase bleu", page.Words(), StringComparison.Ordinal);
        foreach (var form in new[] { ".json", ".ris" })
        {
            using var data = await visitor.GetAsync($"/notices/R1{form}");
            Assert.Equal((HttpStatusCode.Gone, "application/problem+json"), (data.StatusCode, data.Content.Headers.ContentType!.MediaType));
            Assert.Contains("question de droits", await data.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task It_leaves_search_and_filters_and_comes_back_at_the_same_address()
    {
        await _portal.Withdraw(_claire, "R1");
        Assert.Empty(await _portal.Refs("bleu"));
        Assert.DoesNotContain((await _portal.Search("")).Facets["domaine"], f => f.Value == "ceramique");
        Assert.Equal(new Outcome.Done("1"), await _portal.Publish(_claire, "R1"));
        Assert.Equal(["R1"], await _portal.Refs("bleu"));
        Assert.Equal(HttpStatusCode.OK, (await _portal.Visitor().GetAsync("/notices/R1")).StatusCode);
    }

    [Fact]
    public async Task Its_pictures_are_given_no_more()
    {
        const string Picture = "0123456789abcdef01234567";
        await using (var connection = await _portal.Services.GetRequiredService<Database>().Open())
        {
            await connection.ExecuteAsync("insert into notice_image (id, ref, position, width, height) values (@Picture, 'R1', 1, 10, 10)", new { Picture });
        }

        var file = _portal.Services.GetRequiredService<DataFolder>().File("pictures", Picture[..2], $"{Picture}-160.webp");
        await File.WriteAllBytesAsync(file, [1, 2, 3]);
        using var visitor = _portal.Visitor();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync($"/images/{Picture}-160.webp")).StatusCode);
        await _portal.Withdraw(_claire, "R1");
        using var gone = await visitor.GetAsync($"/images/{Picture}-160.webp");
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.NotEqual(true, gone.Headers.CacheControl?.Extensions.Any(e => e.Name == "immutable"));
    }

    [Fact]
    public async Task An_import_brings_it_up_to_date_and_does_not_publish_it()
    {
        await _portal.Withdraw(_claire, "R1");
        var again = await _portal.Notice("R1", "M0638", ("TITR", "Vase bleu de Delft"), ("DOMN", "céramique"), ("INV", "A 1"));
        Assert.Equal(Written.Changed, again.Result);
        Assert.Contains("reste retirée", again.Note!.Value.Text, StringComparison.Ordinal);
        Assert.Empty(await _portal.Refs("delft"));
        await _portal.Ask((Reindex reindex) => reindex.Run());
        Assert.Empty(await _portal.Refs("delft"));
        Assert.Equal(HttpStatusCode.Gone, (await _portal.Visitor().GetAsync("/notices/R1")).StatusCode);
    }

    [Fact]
    public async Task A_correction_of_a_withdrawn_notice_does_not_publish_it()
    {
        await _portal.Withdraw(_claire, "R1");
        Assert.IsType<Outcome.Done>(await _portal.Edit(_claire, "R1", ("TITR", "Vase corrigé")));
        Assert.Empty(await _portal.Refs("corrigé"));
    }

    [Fact]
    public async Task Several_are_withdrawn_together_each_with_its_line_in_the_journal()
    {
        Assert.Equal(new Outcome.Done("2"), await _portal.Withdraw(_claire, "R1", "R2", "R1"));
        Assert.Equal(2, await _portal.Query<long>("select count(*) from journal where action = 'notice.withdraw' and reason like 'question de droits%'"));
        Assert.Equal(2, await _portal.Query<long>("select count(*) from notice_change where action = 'withdraw'"));
    }

    [Fact]
    public async Task One_of_another_museum_among_them_stops_all()
    {
        await _portal.Notice("L1", "M0160", ("TITR", "Autre"));
        Assert.IsType<Outcome.Refused>(await _portal.Withdraw(_claire, "R1", "L1"));
        Assert.Equal(3, (await _portal.Search("")).Total);
    }

    [Fact]
    public async Task Done_twice_it_says_that_somebody_was_first()
    {
        await _portal.Withdraw(_claire, "R1");
        Assert.Equal(new Outcome.Done("0"), await _portal.Withdraw(_claire, "R1"));
        Assert.Equal(1, await _portal.Query<long>("select count(*) from notice_change where action = 'withdraw'"));
    }

    [Fact]
    public async Task A_form_sent_twice_withdraws_once()
    {
        var form = new WithdrawNotices.Form(["R1"], "doublon", "", "une-cle");
        var first = await _portal.Ask((WithdrawNotices withdraw) => withdraw.Run(_claire, form));
        await _portal.Publish(_claire, "R1");
        Assert.Equal(first, await _portal.Ask((WithdrawNotices withdraw) => withdraw.Run(_claire, form)));
        Assert.Equal(["R1"], await _portal.Refs("bleu"));
    }

    [Theory]
    [InlineData("", "", "motif")]
    [InlineData("inventé", "", "motif")]
    [InlineData("autre", " ", "precision")]
    public async Task A_reason_is_asked_for(string reason, string note, string field)
    {
        var refused = Assert.IsType<Outcome.Invalid>(await _portal.Ask((WithdrawNotices withdraw) => withdraw.Run(_claire, new(["R1"], reason, note))));
        Assert.Equal(field, refused.Field);
    }

    [Fact]
    public async Task More_than_two_hundred_at_once_are_refused() =>
        Assert.IsType<Outcome.Invalid>(await _portal.Withdraw(_claire, [.. Enumerable.Range(0, 201).Select(i => $"N{i}")]));
}
