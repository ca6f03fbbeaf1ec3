using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>A person as they are named in records: found in texts, and replaced there.</summary>
public sealed partial class Subject
{
    private readonly Regex _addresses;
    private readonly Regex _all;

    public Subject(string accountId, string name, IReadOnlyList<string> emails)
    {
        (AccountId, Name, Emails) = (accountId, name, emails);
        _addresses = Any(emails);
        _all = Any([name, .. emails]);
    }

    public string AccountId { get; }

    public string Name { get; }

    /// <summary>The address of today first, then former and coming ones that are told somewhere.</summary>
    public IReadOnlyList<string> Emails { get; }

    public static string Gone => Web.Texts.Of("Accounts")["GoneMember"];

    public static async Task<Subject?> Find(DbConnection connection, DbTransaction? transaction, string account)
    {
        var row = await connection.QuerySingleOrDefaultAsync<Named?>("select name, email from account where id = @account", new { account }, transaction);
        if (row is null)
        {
            return null;
        }

        var told = await connection.QueryAsync<string>("""
            select coalesce(before, '') || ' ' || coalesce(after, '') from journal where object_kind = 'account' and object_id = @account
            union all select new_address from address_change where account_id = @account
            union all select about from account_link where account_id = @account
            """, new { account }, transaction);
        return new Subject(account, row.Name, [.. told.SelectMany(text => Address().Matches(text).Select(m => m.Value)).Prepend(row.Email).Distinct(StringComparer.OrdinalIgnoreCase)]);
    }

    /// <summary>Takes the name and the addresses out of a text.</summary>
    public string Clean(string text) => _all.Replace(text, Gone);

    /// <summary>Takes the addresses out, and leaves the name: in texts about works and museums, it may be an author's.</summary>
    public string CleanAddresses(string text) => _addresses.Replace(text, Gone);

    public bool IsNamedIn(string text) => _all.IsMatch(text);

    // As a whole word, whatever the case, written plainly or as JSON writes what is not ASCII.
    private static Regex Any(IEnumerable<string> words)
    {
        var forms = words.Where(w => w.Trim().Length > 1).SelectMany(w => new[] { w, JsonEncodedText.Encode(w).ToString(), JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(w) }).Distinct().Select(Regex.Escape).ToList();
        return new Regex(forms.Count == 0 ? "(?!)" : $@"(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', forms)})(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    }

    private sealed record Named
    {
        public string Name { get; init; } = "";
        public string Email { get; init; } = "";
    }

    [GeneratedRegex(@"[^\s""<>:,;()]+@[^\s""<>:,;()]+\.[\p{L}\p{N}-]+")]
    internal static partial Regex Address();
}
