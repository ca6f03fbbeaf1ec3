using System.Data.Common;
using System.Text;
using Dapper;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Sources;

/// <summary>The rows of sources.</summary>
public sealed class SourceStore(Database database)
{
    public async Task<HarvestSource?> Find(string code, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await Find(connection, null, code);
    }

    public static Task<HarvestSource?> Find(DbConnection connection, DbTransaction? transaction, string code) =>
        connection.QuerySingleOrDefaultAsync<HarvestSource>("select * from harvest_source where code = @code", new { code }, transaction);

    public async Task<IReadOnlyList<HarvestSource>> All(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return [.. await connection.QueryAsync<HarvestSource>("select * from harvest_source order by code")];
    }

    public static Task Add(DbConnection connection, DbTransaction transaction, HarvestSource source) => connection.ExecuteAsync("""
        insert into harvest_source (code, name, base_url, prefix, sets, schedule, hours, delay_ms, max_pages, granularity, overlap_s, timeout_s, user_agent, headers, is_tls_strict, encoding,
            is_sanitised, selective, list_mode, is_prefix_resent, id_from, id_to, mapping, rights, deletions, reconcile_days, most_vanished, alarm_faults, alarm_drop,
            state, created_at, private_host, thumbnails)
        values (@Code, @Name, @BaseUrl, @Prefix, @Sets, @Schedule, @Hours, @DelayMs, @MaxPages, @Granularity, @OverlapS, @TimeoutS, @UserAgent, @Headers, @IsTlsStrict, @Encoding,
            @IsSanitised, @Selective, @ListMode, @IsPrefixResent, @IdFrom, @IdTo, @Mapping, @Rights, @Deletions, @ReconcileDays, @MostVanished, @AlarmFaults, @AlarmDrop,
            @State, @CreatedAt, @PrivateHost, @Thumbnails)
        """, source, transaction);

    /// <summary>« Musées de Nord » → musees-de-nord.</summary>
    public static string CodeOf(string name)
    {
        var code = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                code.Append(c);
            }
            else if (System.Globalization.CharUnicodeInfo.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark && code.Length > 0 && code[^1] != '-')
            {
                code.Append('-');
            }
        }

        var text = code.ToString().Trim('-');
        return text.Length > 40 ? text[..40].Trim('-') : text;
    }
}
