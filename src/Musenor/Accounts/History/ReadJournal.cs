using System.Globalization;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Accounts.History;

/// <summary>The journal: all of it for the network, their museum's lines for référents.</summary>
public sealed class ReadJournal(Database database)
{
    public const int PageSize = 50;

    /// <param name="Who">Part of a name or mail address.</param>
    /// <param name="Action">Beginning of an action: « membership », « membership.end ».</param>
    /// <param name="Thing">Identifier of an object.</param>
    /// <param name="From">Day of Paris, ISO text, included; so is <paramref name="To"/>.</param>
    public sealed record Query(string Who, string Museum, string Action, string Thing, string From, string To, int Page)
    {
        public bool IsFiltered => $"{Who}{Museum}{Action}{Thing}{From}{To}".Length > 0;
    }

    public sealed record Found(IReadOnlyList<JournalLine> Lines, long Total)
    {
        public int Pages => (int)Math.Max(1, (Total + PageSize - 1) / PageSize);
    }

    // One museum at a time for a référent: what they hold is checked before, so that the statement stays literal.
    private const string Where = """
        from journal j left join account a on a.id = j.account_id
        where (@museum = '' or j.museum_id = @museum)
          and (@who = '' or lower(a.name) like @who escape '\' or a.normalized_email like @whoUpper escape '\')
          and (@action = '' or j.action like @action escape '\') and (@thing = '' or j.object_id = @thing)
          and j.at >= @from and j.at < @to

        """;

    private const string Columns = "select j.id, j.at, j.account_id, coalesce(a.name, '') as name, j.museum_id, j.action, j.object_kind, j.object_id, j.before, j.after, j.reason\n";

    public async Task<Found> Run(Person who, Query query, CancellationToken stop = default)
    {
        if (Scope(who, query) is not { } museum)
        {
            return new Found([], 0);
        }

        await using var connection = await database.Open(stop);
        var values = Values(query, museum);
        var total = await connection.ExecuteScalarAsync<long>(new CommandDefinition("select count(*)\n" + Where, values, cancellationToken: stop));
        var page = Math.Min(query.Page, new Found([], total).Pages);
        values.Add("most", PageSize);
        values.Add("skip", (page - 1) * PageSize);
        var lines = await connection.QueryAsync<JournalLine>(new CommandDefinition(Columns + Where + "order by j.at desc, j.id desc limit @most offset @skip", values, cancellationToken: stop));
        return new Found([.. lines], total);
    }

    /// <summary>All lines of the query, read as they are sent.</summary>
    public async IAsyncEnumerable<JournalLine> All(Person who, Query query, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop = default)
    {
        if (Scope(who, query) is not { } museum)
        {
            yield break;
        }

        await using var connection = await database.Open(stop);
        await foreach (var line in connection.QueryUnbufferedAsync<JournalLine>(Columns + Where + "order by j.at desc, j.id desc", Values(query, museum)).WithCancellation(stop))
        {
            yield return line;
        }
    }

    /// <summary>The museum to look at: empty for all; null where this person may see nothing of what is asked.</summary>
    private static string? Scope(Person who, Query query) => who.Museums(Rights.ReadJournal) switch
    {
        null => query.Museum,
        { Count: 0 } => null,
        var own when query.Museum.Length == 0 => own[0],
        var own => own.Contains(query.Museum) ? query.Museum : null,
    };

    private static DynamicParameters Values(Query query, string museum)
    {
        var values = new DynamicParameters();
        values.Add("museum", museum);
        values.Add("who", query.Who.Trim().Length == 0 ? "" : $"%{Escaped(query.Who.Trim().ToLowerInvariant())}%");
        values.Add("whoUpper", $"%{Escaped(query.Who.Trim().ToUpperInvariant())}%");
        values.Add("action", query.Action.Trim().Length == 0 ? "" : $"{Escaped(query.Action.Trim())}%");
        values.Add("thing", query.Thing.Trim());
        values.Add("from", Start(query.From, 0) ?? "");
        values.Add("to", Start(query.To, 1) ?? "9999");
        return values;
    }

    /// <summary>The instant when a day of Paris begins.</summary>
    private static string? Start(string day, int after)
    {
        if (!DateOnly.TryParseExact(day.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1900 or > 9000)
        {
            return null;
        }

        var wall = date.AddDays(after).ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(wall, ParisDay.Zone.GetUtcOffset(wall)).Text();
    }

    internal static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
}
