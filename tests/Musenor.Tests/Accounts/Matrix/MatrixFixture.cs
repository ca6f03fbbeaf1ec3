using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Import.Profiles;
using Xunit;

namespace Musenor.Tests.Accounts.Matrix;

/// <summary>One portal with two museums, and everyone that the matrix has a column for, each in a browser of their own.</summary>
public sealed partial class MatrixFixture : IAsyncLifetime
{
    private readonly Dictionary<char, Browser> _browsers = [];

    /// <summary>A browser, and a token that its forms carry.</summary>
    internal sealed record Browser(HttpClient Client, string Token);

    public MusenorFixture Portal { get; } = new();

    /// <summary>What stands for {own}, {museum}… in the addresses of the table.</summary>
    public Dictionary<string, string> Samples { get; } = new(StringComparer.Ordinal);

    internal Browser this[char persona] => _browsers[persona];

    /// <summary>The address to try, with the samples in their places.</summary>
    internal string Address(Table.Row row) => SampleName().Replace(row.Address, m => Samples.GetValueOrDefault(m.Groups[1].Value, m.Value));

    /// <summary>What a form sends; an invitation is a new one each time, since it is answered once.</summary>
    internal async Task<string> Fill(string body)
    {
        if (body.Contains("{invitation}", StringComparison.Ordinal))
        {
            var id = Guid.CreateVersion7().ToString();
            await using var connection = await Portal.Services.GetRequiredService<Database>().Open();
            await connection.ExecuteAsync("""
                insert into invitation (id, token_hash, email, email_key, role, museum_id, state, created_at, expires_at)
                values (@id, @id, 'invited@example.org', 'invited@example.org', 'professional', 'M0001', 'waiting', '2026-01-01T00:00:00Z', '2999-01-01T00:00:00Z')
                """, new { id });
            body = body.Replace("{invitation}", id, StringComparison.Ordinal);
        }

        return body;
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex SampleName();

    public async Task InitializeAsync()
    {
        await Portal.Museum("M0001", "Musée du lin", "Aville", "Nord");
        await Portal.Museum("M0002", "Musée de la tulle", "Béville", "Aisne");
        await Portal.Notice("00010000001", "M0001", ("TITR", "Rouet"), ("INV", "1.1"));
        Samples["own"] = "00010000001";
        Samples["import"] = await Import();
        Samples["undone"] = await Import();
        foreach (var (letter, role, museum, state) in Personas.All)
        {
            _browsers[letter] = await Open(letter, role, museum, state);
        }

        await Portal.Account("bystander@example.org", Role.Professional, "M0001");
        Samples["slug"] = await One("select slug from museum where id = 'M0001'");
        Samples["museum"] = "M0001";
        Samples["profile"] = await Portal.ImportProfile("M0001");
        Samples["package"] = Guid.CreateVersion7().ToString();
        await Portal.Services.GetRequiredService<Musenor.Interop.JocondeExport.PackageStore>().Add(
            new() { Id = Samples["package"], MuseumId = "M0001", Filter = "/gestion/notices", State = "ready", AskedAt = DateTimeOffset.UtcNow }, default);
        Samples["member"] = await One("select m.id from membership m join account a on a.id = m.account_id where a.email = 'bystander@example.org'");
        Samples["asked"] = await One("select id from membership where museum_id = 'M0001' and state = 'asked'");
        Samples["account"] = await One("select id from account where email = 'bystander@example.org'");
    }

    public async Task DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
        {
            browser.Client.Dispose();
        }

        await Portal.DisposeAsync();
    }

    /// <summary>An import of the first museum, which changed nothing, with its list of refusals.</summary>
    private async Task<string> Import()
    {
        var id = Guid.CreateVersion7().ToString();
        await using var connection = await Portal.Services.GetRequiredService<Database>().Open();
        await connection.ExecuteAsync("""
            insert into import (id, file_name, file_hash, format, encoding, state, started_at, museum_id) values (@id, 'a.csv', @id, 'POP, CSV', 'UTF-8', 'done', '2026-01-01T00:00:00Z', 'M0001')
            """, new { id });
        await File.WriteAllTextAsync(Portal.Services.GetRequiredService<DataFolder>().File("imports", $"{id}-rejets.csv"), "REF;erreur");
        return id;
    }

    private async Task<Browser> Open(char letter, Role? role, string? museum, string state)
    {
        if (letter == 'V')
        {
            return await WithToken(Portal.Visitor());
        }

        var email = $"persona-{(int)letter}@example.org";
        var account = await Portal.Account(email, role, museum);
        // Signed in first, changed afterwards: what a role allowed in the morning must be gone in the afternoon.
        var browser = await WithToken(await Portal.SignIn(email));
        await Change(account, state);
        return browser;
    }

    private async Task Change(string account, string state)
    {
        var yesterday = Musenor.Web.ParisDay.Today(TimeProvider.System).AddDays(-1);
        var sql = state switch
        {
            "ended yesterday" => "update membership set ends_on = @yesterday where account_id = @account",
            "starts tomorrow" => "update membership set starts_on = @tomorrow where account_id = @account",
            "asked" => "update membership set state = 'asked' where account_id = @account",
            "without second factor" => "update account set is_demo = @no where id = @account",
            _ => "",
        };
        if (sql.Length > 0)
        {
            await using var connection = await Portal.Services.GetRequiredService<Database>().Open();
            await connection.ExecuteAsync(sql, new { account, yesterday, tomorrow = yesterday.AddDays(2), no = false });
        }
    }

    private static async Task<Browser> WithToken(HttpClient client)
    {
        using var answer = await client.GetAsync("/compte/connexion");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        return new Browser(client, page.QuerySelector("input[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "");
    }

    private async Task<string> One(string sql)
    {
        await using var connection = await Portal.Services.GetRequiredService<Database>().Open();
        return await connection.QueryFirstOrDefaultAsync<string>(sql) ?? "";
    }
}

/// <summary>The columns of the matrix: a letter, a role, a museum (M0001 is the one that the sample objects belong to), a state.</summary>
internal static class Personas
{
    public static readonly (char Letter, Role? Role, string? Museum, string State)[] All =
    [
        ('V', null, null, ""),
        ('C', null, null, ""),
        ('E', Role.ExternalBorrower, null, ""),
        ('P', Role.Professional, "M0001", ""),
        ('p', Role.Professional, "M0002", ""),
        ('R', Role.MuseumReferent, "M0001", ""),
        ('r', Role.MuseumReferent, "M0002", ""),
        ('L', Role.GroupLeader, null, ""),
        ('M', Role.Moderator, null, ""),
        ('K', Role.EquipmentKeeper, null, ""),
        ('N', Role.NetworkTeam, null, ""),
        ('A', Role.Administrator, null, ""),
        ('f', Role.MuseumReferent, "M0001", "ended yesterday"),
        ('t', Role.MuseumReferent, "M0001", "starts tomorrow"),
        ('q', Role.MuseumReferent, "M0001", "asked"),
        ('s', Role.Administrator, null, "without second factor"),
    ];

    public static readonly string Letters = new([.. All.Select(p => p.Letter)]);
}
