using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Musenor.Collections.Notices;

/// <summary>
/// Gives notices without a Joconde reference one of 11 characters: the museum's Muséofile code and six figures. Runs inside the caller's
/// transaction, which holds the house lock: two sendings at once never give the same. Nothing of the notice's words changes.
/// </summary>
public sealed class GiveReferences
{
    // The numbers of inventory software begin at 1: the upper half stays clear of those that the portal never saw.
    private const int First = 500_001;
    private const int Last = 999_999;

    /// <summary>Answers the reference of each notice, whether given now or known before; nothing for a notice that is not there.</summary>
    /// <param name="museum">The museum of all of them.</param>
    /// <param name="code">Its Muséofile code.</param>
    public async Task<IReadOnlyDictionary<string, string>> Run(DbConnection connection, DbTransaction transaction, string museum, string code, IReadOnlyList<string> notices)
    {
        var given = new Dictionary<string, string>(StringComparer.Ordinal);
        var last = await connection.ExecuteScalarAsync<int?>("select last from notice_ref_counter where museum_id = @museum", new { museum }, transaction) ?? First - 1;
        var before = last;
        foreach (var notice in notices)
        {
            var known = await connection.QuerySingleOrDefaultAsync<Known>("select ref, joconde_ref from notice where ref = @notice and museum_id = @museum", new { notice, museum }, transaction);
            if (known is null)
            {
                continue;
            }

            if (known.JocondeRef is { Length: > 0 } reference)
            {
                given[notice] = reference;
                continue;
            }

            (given[notice], last) = await Free(connection, transaction, code, last);
            await connection.ExecuteAsync("update notice set joconde_ref = @reference, is_ref_given = @yes where ref = @notice", new { reference = given[notice], yes = true, notice }, transaction);
        }

        if (last > before)
        {
            await connection.ExecuteAsync("""
                insert into notice_ref_counter (museum_id, last) values (@museum, @last)
                on conflict (museum_id) do update set last = excluded.last
                """, new { museum, last }, transaction);
        }

        return given;
    }

    /// <summary>Not the address nor the reference of any other notice.</summary>
    private static async Task<(string Reference, int Number)> Free(DbConnection connection, DbTransaction transaction, string code, int last)
    {
        for (var number = last + 1; number <= Last; number++)
        {
            var reference = code + number.ToString("000000", CultureInfo.InvariantCulture);
            if (await connection.ExecuteScalarAsync<long>("select count(*) from notice where ref = @reference or joconde_ref = @reference", new { reference }, transaction) == 0)
            {
                return (reference, number);
            }
        }

        throw new InvalidOperationException($"Les références de {code} sont toutes données : la dernière est {code}{Last}.");
    }

    private sealed record Known
    {
        public string Ref { get; init; } = "";
        public string? JocondeRef { get; init; }
    }
}
