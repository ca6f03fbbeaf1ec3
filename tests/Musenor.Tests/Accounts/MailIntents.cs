using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Storage;

namespace Musenor.Tests.Accounts;

/// <summary>A mail that waits to leave.</summary>
public sealed record WaitingMail
{
    public string Recipient { get; init; } = "";
    public string Subject { get; init; } = "";
    public string Paragraphs { get; init; } = "";
    public string? ActionLabel { get; init; }
    public string? ActionPath { get; init; }
}

/// <summary>One portal for the tests of a class, each with accounts of its own.</summary>
public sealed class AccountsFixture : IDisposable
{
    public MusenorFixture Portal { get; } = new();

    public void Dispose() => Portal.DisposeAsync().AsTask().GetAwaiter().GetResult();
}

internal static class MailIntents
{
    private const string Every = """
        select coalesce(o.address, a.email) as recipient, o.subject, o.paragraphs, o.action_label, o.action_path
        from outbox o left join account a on a.id = o.account_id where o.channel = 'mail'
        """;

    /// <summary>What this address is told, oldest first.</summary>
    public static async Task<IReadOnlyList<WaitingMail>> Mails(this MusenorFixture portal, string address)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return [.. await connection.QueryAsync<WaitingMail>($"{Every} and coalesce(o.address, a.email) = @address order by o.created_at, o.id", new { address })];
    }

    /// <summary>The link of the one mail with this subject.</summary>
    public static async Task<string> Link(this MusenorFixture portal, string address, string subject) =>
        (await portal.Mails(address)).Last(m => m.Subject.Contains(subject, StringComparison.Ordinal)).ActionPath!;

    public static string Fresh(string name = "claire") => $"{name}-{Guid.NewGuid():N}@example.org";

    /// <summary>Every text of every table: what must not be there is not there.</summary>
    public static async Task<string> EverythingStored(this MusenorFixture portal, string table)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        var rows = await connection.QueryAsync($"select * from {table}");
        return string.Join('\n', rows.Select(r => string.Join('\t', ((IDictionary<string, object>)r).Values)));
    }

    public static async Task<T?> Stored<T>(this MusenorFixture portal, string sql, object? parameters = null)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return await connection.ExecuteScalarAsync<T>(sql, parameters);
    }

    /// <summary>Opens the link, presses its button.</summary>
    public static async Task<HttpResponseMessage> Press(this HttpClient browser, string link) => await browser.Send(link, []);
}
