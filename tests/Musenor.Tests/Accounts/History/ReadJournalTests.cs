using System.Globalization;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Accounts.History;
using Xunit;

namespace Musenor.Tests.Accounts.History;

public sealed class ReadJournalTests(People people) : IClassFixture<People>
{
    [Fact]
    public async Task A_referent_reads_the_lines_of_their_museum_only()
    {
        var (own, other) = (await people.Museum(), await people.Museum());
        await Write("notice.correct", own, "a-own");
        await Write("notice.correct", other, "a-other");
        var referent = await people.Person(Role.MuseumReferent, own);
        Assert.Contains("a-own", await Objects(referent, new("", "", "", "", "", "", 1)));
        Assert.DoesNotContain("a-other", await Objects(referent, new("", "", "", "", "", "", 1)));
        Assert.Empty(await Objects(referent, new("", other, "", "", "", "", 1)));
        Assert.Contains("a-other", await Objects(await people.Person(Role.NetworkTeam), new("", other, "", "", "", "", 1)));
        Assert.Empty(await Objects(await people.Person(Role.Professional, own), new("", own, "", "", "", "", 1)));

        using var browser = await people.SignedIn(Role.MuseumReferent, own);
        var csv = await browser.GetStringAsync($"/gestion/journal.csv?musee={other}");
        Assert.DoesNotContain("a-other", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_narrow_by_person_action_object_and_day_of_Paris()
    {
        var museum = await people.Museum();
        var who = await people.Person(Role.NetworkTeam, name: $"Éloi {Guid.NewGuid():N}");
        await Write("notice.correct", museum, "f-1", who, "2026-03-31T21:59:59Z"); // 31 March, 23:59 in Paris
        await Write("notice.withdraw", museum, "f-2", who, "2026-03-31T22:00:00Z"); // 1 April
        await Write("museum.correct", museum, "f-3", null, "2026-04-01T12:00:00Z");
        Task<string[]> Found(string name = "", string action = "", string thing = "", string from = "", string to = "") => Objects(who, new(name, museum, action, thing, from, to, 1));
        Assert.Equal(["f-3", "f-2", "f-1"], await Found());
        Assert.Equal(["f-2", "f-1"], await Found(name: who.Name[5..]));
        Assert.Equal(["f-2", "f-1"], await Found(name: who.Email));
        Assert.Equal(["f-2", "f-1"], await Found(action: "notice"));
        Assert.Equal(["f-2"], await Found(action: "notice.withdraw"));
        Assert.Equal(["f-3"], await Found(thing: "f-3"));
        Assert.Equal(["f-1"], await Found(to: "2026-03-31"));
        Assert.Equal(["f-3", "f-2"], await Found(from: "2026-04-01", to: "2026-04-01"));
        Assert.Equal(["f-3", "f-2", "f-1"], await Found(from: "not a day"));
        Assert.Empty(await Found(name: "100%"));
    }

    [Fact]
    public void Roles_and_days_are_told_in_words()
    {
        var given = JournalWords.Changes(new JournalLine { Before = "2026-03-01", After = "museum_referent" });
        Assert.Equal([new JournalWords.Change("", "1 mars 2026", "Référent musée")], given);
        Assert.Equal("Conservatrice", Assert.Single(JournalWords.Changes(new JournalLine { After = "Conservatrice" })).After);
    }

    [Fact]
    public async Task The_page_shows_what_changed_word_by_word_and_runs_nothing()
    {
        var museum = await people.Museum();
        await Write("notice.correct", museum, "w-1", before: "{\"TITR\":\"Coq\",\"AUTR\":\"Lou\"}", after: "{\"TITR\":\"Coq <script>alert(1)</script>\",\"AUTR\":\"Lou\"}");
        using var team = await people.SignedIn(Role.NetworkTeam);
        var page = await team.GetStringAsync($"/gestion/journal?musee={museum}");
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("TITR : ", page, StringComparison.Ordinal);
        Assert.DoesNotContain("AUTR", page, StringComparison.Ordinal);
        Assert.Contains("<ins><span class=\"vh\">[ajouté", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_export_is_a_spreadsheets_CSV_and_is_itself_journalled()
    {
        var museum = await people.Museum();
        for (var i = 0; i < 500; i++)
        {
            await Write("notice.correct", museum, $"x-{i:000}", after: i == 0 ? "=1+1" : "-5,2");
        }

        var who = await people.Person(Role.NetworkTeam, isDemo: true);
        using var team = await people.SignIn(who.Email);
        using var answer = await team.GetAsync($"/gestion/journal.csv?musee={museum}&action=notice");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var lines = Encoding.UTF8.GetString(bytes).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(501, lines.Length);
        Assert.Contains(lines, l => l.Contains("x-000", StringComparison.Ordinal) && l.Contains("\"'=1+1\"", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.Contains("x-499", StringComparison.Ordinal) && l.Contains("\"-5,2\"", StringComparison.Ordinal));
        Assert.Equal("export.csv", Assert.Single(await people.Query<string>("select action from journal where account_id = @Id", new { who.Id })));
    }

    [Fact]
    public async Task Long_journals_come_page_by_page()
    {
        var museum = await people.Museum();
        for (var i = 0; i < ReadJournal.PageSize + 3; i++)
        {
            await Write("notice.correct", museum, $"p-{i}");
        }

        var who = await people.Person(Role.NetworkTeam);
        Assert.Equal(3, (await Objects(who, new("", museum, "", "", "", "", 2))).Length);
        Assert.Equal(3, (await Objects(who, new("", museum, "", "", "", "", 99))).Length);
    }

    [Theory]
    [InlineData("membership.end", "Fin de rôle")]
    [InlineData("unknown.deed", "unknown.deed")]
    public void An_action_is_told_in_words_where_a_room_has_them(string action, string words)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        Assert.Equal(words, JournalWords.Action(action));
    }

    private async Task<string[]> Objects(Person who, ReadJournal.Query query) =>
        [.. (await people.Ask((ReadJournal read) => read.Run(who, query))).Lines.Select(l => l.ObjectId)];

    private Task Write(string action, string museum, string thing, Person? who = null, string? at = null, string? before = null, string? after = null) => people.Database.Write(async (connection, transaction) =>
    {
        await people.Services.GetRequiredService<Journal>().Write(connection, transaction, new(who, action, action.Split('.')[0], thing) { Museum = museum, Before = before, After = after });
        return at is null ? 0 : await connection.ExecuteAsync("update journal set at = @at where object_id = @thing", new { at, thing }, transaction);
    });
}
