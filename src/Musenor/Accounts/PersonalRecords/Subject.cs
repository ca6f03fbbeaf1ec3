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
    private readonly Regex _own;
    private readonly IReadOnlyList<string> _things;

    /// <param name="things">Identifiers of the person's account, roles and invitations: a text about one of them speaks of this person.</param>
    public Subject(string accountId, string name, IReadOnlyList<string> emails, IReadOnlyList<string> things)
    {
        (AccountId, Name, Emails, _things) = (accountId, name, emails, things);
        _addresses = Any(emails);
        _own = Any([name, .. emails]);
        // « Martin », or « restauration », alone: in a text about something else it is somebody else's name, or a word.
        _all = name.Trim().Contains(' ', StringComparison.Ordinal) ? _own : _addresses;
    }

    public string AccountId { get; }

    public string Name { get; }

    /// <summary>The address of today first, then former ones, and a coming one that answered. One that was only typed may be somebody else's.</summary>
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
            select coalesce(before, '') || ' ' || coalesce(after, '') from journal where object_kind = 'account' and object_id = @account and action <> 'account.address_asked'
            union all select new_address from address_change where account_id = @account and new_said_yes
            union all select about from account_link where account_id = @account and purpose = 'not_me'
            """, new { account }, transaction);
        var things = await connection.QueryAsync<string>("""
            select id from membership where account_id = @account
            union all select id from invitation where accepted_by = @account
            """, new { account }, transaction);
        return new Subject(account, row.Name, [.. told.SelectMany(text => Address().Matches(text).Select(m => m.Value)).Prepend(row.Email).Distinct(StringComparer.OrdinalIgnoreCase)], [account, .. things]);
    }

    /// <summary>Takes the name and the addresses out of a text.</summary>
    public string Clean(string text) => _all.Replace(text, Gone);

    /// <summary>Takes the addresses out, and leaves the name: in texts about works and museums, it may be an author's.</summary>
    public string CleanAddresses(string text) => _addresses.Replace(text, Gone);

    public bool IsNamedIn(string text) => _all.IsMatch(text);

    /// <summary>What takes the person out of a text about this thing: any form of the name where the thing is theirs.</summary>
    /// <param name="about">Identifier of the thing, or a key that holds it.</param>
    public Func<string, string> CleanerFor(string about) => _things.Any(id => about.Contains(id, StringComparison.Ordinal)) ? text => _own.Replace(text, Gone) : Clean;

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
