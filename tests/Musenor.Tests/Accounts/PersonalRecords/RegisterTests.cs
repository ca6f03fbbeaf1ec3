using System.Net;
using AngleSharp.Html.Parser;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.PersonalRecords;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts.PersonalRecords;

public sealed class RegisterTests(People people) : IClassFixture<People>
{
    private static readonly string[] Personal = ["account_id", "email", "address", "recipient", "person", "created_by", "invited_by", "decided_by", "asked_by", "author_id", "accepted_by", "uploaded_by", "new_address", "sent_to", "address_key", "normalized_email"];

    /// <summary>A new table about people must say how it is exported, erased and kept before it is merged.</summary>
    [Fact]
    public async Task Every_table_that_speaks_of_people_is_claimed_by_a_room()
    {
        var claimed = people.Services.GetServices<IPersonalRecords>().SelectMany(r => r.Tables).ToHashSet();
        var left = (await Columns()).Where(c => Personal.Contains(c.Column)).Select(c => c.Table).Distinct().Where(t => !claimed.Contains(t)).ToList();
        Assert.True(left.Count == 0, $"No IPersonalRecords tells what becomes of: {string.Join(", ", left)}");
    }

    [Fact]
    public async Task Every_table_claimed_exists_and_is_claimed_once()
    {
        var tables = (await Columns()).Select(c => c.Table).ToHashSet();
        var claimed = people.Services.GetServices<IPersonalRecords>().SelectMany(r => r.Tables).ToList();
        Assert.DoesNotContain(claimed, t => !tables.Contains(t));
        Assert.Equal(claimed.Distinct(), claimed);
    }

    [Fact]
    public async Task The_register_and_the_privacy_page_show_the_same_table()
    {
        using var administrator = await people.SignedIn(Role.Administrator);
        using var visitor = people.Visitor();
        var register = new HtmlParser().ParseDocument(await administrator.GetStringAsync("/gestion/registre"));
        var page = new HtmlParser().ParseDocument(await visitor.GetStringAsync("/donnees-personnelles"));
        Assert.Equal(register.QuerySelector("main table")!.OuterHtml, page.QuerySelector("main table")!.OuterHtml);
        Assert.Equal(people.Services.GetServices<IPersonalRecords>().Sum(r => r.Processings.Count), page.QuerySelectorAll("main tbody tr").Length);
        // The budget of « text » pages (tests/Musenor.BrowserTests/budgets.json): each new processing counts.
        Assert.InRange(page.All.Length, 1, 250);
        // Legal bases and periods are proposals: said to those who must have them validated.
        Assert.Contains("délégué à la protection des données", register.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/gestion/registre")]
    [InlineData("/gestion/demandes")]
    [InlineData("/gestion/comptes")]
    [InlineData("/gestion/comptes.csv")]
    public async Task Only_administrators_open_it(string address)
    {
        using var team = await people.SignedIn(Role.NetworkTeam);
        using var administrator = await people.SignedIn(Role.Administrator);
        Assert.Equal(HttpStatusCode.Forbidden, (await team.GetAsync(address)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await administrator.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task A_request_by_letter_is_due_in_a_month_and_is_closed_with_its_answer()
    {
        using var administrator = await people.SignedIn(Role.Administrator);
        var person = $"Lou {Guid.NewGuid():N}";
        using var recorded = await administrator.Send("/gestion/demandes", new() { ["receivedOn"] = "2026-01-31", ["kind"] = "access", ["person"] = person }, "#nouvelle");
        Assert.Equal(HttpStatusCode.Redirect, recorded.StatusCode);
        var page = await administrator.GetStringAsync("/gestion/demandes");
        Assert.Contains("28 févr. 2026", page, StringComparison.Ordinal);
        Assert.Contains("en retard", page, StringComparison.Ordinal);
        var id = Assert.Single(await people.Query<string>("select id from data_request where person = @person", new { person }));
        using var empty = await administrator.Send("/gestion/demandes", new() { ["answer"] = " " }, $"#reponse-{id}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
        using var closed = await administrator.Send("/gestion/demandes", new() { ["answer"] = "Copie envoyée." }, $"#reponse-{id}");
        Assert.Equal(HttpStatusCode.Redirect, closed.StatusCode);
        var late = await people.Person(Role.Administrator);
        Assert.IsType<Outcome.Conflict>(await people.Ask((CloseRequest close) => close.Run(late, id, "encore", 1)));
    }

    [Theory]
    [InlineData("2999-01-01", "access", "Lou", "receivedOn")]
    [InlineData("yesterday", "access", "Lou", "receivedOn")]
    [InlineData("2026-01-31", "curiosity", "Lou", "kind")]
    [InlineData("2026-01-31", "access", " ", "person")]
    public async Task A_request_that_is_not_one_is_refused(string day, string kind, string person, string field)
    {
        var administrator = await people.Person(Role.Administrator);
        var outcome = await people.Ask((RecordRequest record) => record.Run(administrator, new(day, kind, person, "", "")));
        Assert.Equal(field, Assert.IsType<Outcome.Invalid>(outcome).Field);
    }

    private async Task<IReadOnlyList<(string Table, string Column)>> Columns()
    {
        await using var connection = await people.Database.Open();
        return [.. await connection.QueryAsync<(string, string)>(people.Database.Engine == Engine.Sqlite
            ? "select m.name, c.name from sqlite_master m, pragma_table_info(m.name) c where m.type = 'table'"
            : "select table_name, column_name from information_schema.columns where table_schema = 'public'")];
    }
}
