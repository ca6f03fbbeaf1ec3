using System.Data.Common;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Musenor.Collections.Notices;

namespace Musenor.Collections.Import;

/// <summary>
/// What an import changes, field by field, and what there is to say of it, kind by kind: counts, and the first of each as samples. Added
/// up batch by batch, in the transaction that moves the import on; memory and samples are bounded.
/// </summary>
internal sealed partial class ImportTally
{
    public const int Samples = 20;
    private const int Firsts = 5;
    private const int MostKinds = 300;
    private const int LongestSample = 2_000;
    private const int LeadIn = 200;
    private readonly Dictionary<(string Kind, string Code), int> _sampled = [];
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);

    public sealed record First(long Line, string Value);

    private sealed record Sample(string Kind, string Code, int Position, string Ref, long Line, string Before, string After);

    private sealed class Field
    {
        public long Filled { get; set; }
        public long Changed { get; set; }
        public long Emptied { get; set; }
        public long Kept { get; set; }
    }

    /// <summary>What an earlier run of the same import has sampled already.</summary>
    public async Task Resume(DbConnection connection, string import)
    {
        foreach (var (kind, code, count) in await connection.QueryAsync<(string, string, long)>("select kind, code, count(*) from import_sample where import_id = @import group by kind, code", new { import }))
        {
            _sampled[(kind, code)] = (int)count;
        }

        _kinds.UnionWith(await connection.QueryAsync<string>("select name from import_kind where import_id = @import", new { import }));
    }

    public async Task Add(DbConnection connection, DbTransaction transaction, string import, IReadOnlyList<WriteResult> results, IReadOnlyList<Remark> remarks)
    {
        var (fields, samples) = (new Dictionary<string, Field>(StringComparer.Ordinal), new List<Sample>());
        foreach (var result in results)
        {
            Count(result, fields, samples);
        }

        await connection.ExecuteAsync("""
            insert into import_field (import_id, code, filled, changed, emptied, kept) values (@import, @Key, @Filled, @Changed, @Emptied, @Kept)
            on conflict (import_id, code) do update set filled = import_field.filled + excluded.filled, changed = import_field.changed + excluded.changed,
                emptied = import_field.emptied + excluded.emptied, kept = import_field.kept + excluded.kept
            """, fields.Select(f => new { import, f.Key, f.Value.Filled, f.Value.Changed, f.Value.Emptied, f.Value.Kept }), transaction);
        await connection.ExecuteAsync("""
            insert into import_sample (import_id, kind, code, position, ref, line, before_text, after_text) values (@import, @Kind, @Code, @Position, @Ref, @Line, @Before, @After)
            on conflict (import_id, kind, code, position) do nothing
            """, samples.Select(s => new { import, s.Kind, s.Code, s.Position, s.Ref, s.Line, s.Before, s.After }), transaction);
        await connection.ExecuteAsync("""
            insert into import_kind (import_id, name, is_reject, field, reason, remedy, lines, firsts) values (@import, @name, @IsReject, @Field, @Reason, @Remedy, @lines, @firsts)
            on conflict (import_id, is_reject, name) do update set lines = import_kind.lines + excluded.lines
            """, Kinds(remarks).Select(k => new { import, k.name, k.first.IsReject, k.first.Field, k.first.Reason, k.first.Remedy, k.lines, k.firsts }), transaction);
    }

    private void Count(WriteResult result, Dictionary<string, Field> fields, List<Sample> samples)
    {
        if (result.Result == Written.Created)
        {
            Take(samples, "new", "", result, "", result.After?.GetValueOrDefault("TITR") ?? result.After?.GetValueOrDefault("DENO") ?? "");
            return;
        }

        if (result.Before is null || (result.After is null && result.Kept.Count == 0))
        {
            return;
        }

        var before = FieldsJson.Read(result.Before);
        foreach (var code in result.Kept)
        {
            Of(fields, code).Kept++;
            Take(samples, "kept", code, result, before.GetValueOrDefault(code, ""), result.Notice.Columns.GetValueOrDefault(code, ""));
        }

        // Only what the file has may have changed, and REF, which a notice may receive.
        foreach (var code in result.After is null ? [] : result.Notice.Columns.Keys)
        {
            var (old, now) = (before.GetValueOrDefault(code, ""), result.After!.GetValueOrDefault(code, ""));
            if (old != now)
            {
                var field = Of(fields, code);
                _ = old.Length == 0 ? field.Filled++ : now.Length == 0 ? field.Emptied++ : field.Changed++;
                Take(samples, "field", code, result, old, now);
            }
        }
    }

    private static Field Of(Dictionary<string, Field> fields, string code) => fields.TryGetValue(code, out var field) ? field : fields[code] = new Field();

    private void Take(List<Sample> samples, string kind, string code, WriteResult result, string before, string after)
    {
        var taken = _sampled.GetValueOrDefault((kind, code));
        if (taken < Samples)
        {
            _sampled[(kind, code)] = taken + 1;
            var (old, now) = Around(before, after);
            samples.Add(new Sample(kind, code, taken, result.Ref, result.Notice.Line, old, now));
        }
    }

    /// <summary>Of two long texts, the part where they differ first.</summary>
    private static (string Before, string After) Around(string before, string after)
    {
        if (before.Length <= LongestSample && after.Length <= LongestSample)
        {
            return (before, after);
        }

        var start = Math.Max(0, before.AsSpan().CommonPrefixLength(after) - LeadIn);
        string Part(string text) =>
            $"{(start > 0 ? "…" : "")}{text[Whole(text, start)..Whole(text, start + LongestSample)]}{(text.Length > start + LongestSample ? "…" : "")}";
        return (Part(before), Part(after));
    }

    /// <summary>A place that cuts no character in two.</summary>
    private static int Whole(string text, int at) => at >= text.Length ? text.Length : at > 0 && char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private IEnumerable<(string name, Remark first, int lines, string firsts)> Kinds(IReadOnlyList<Remark> remarks)
    {
        foreach (var group in remarks.GroupBy(r => (r.IsReject, Name: Named(r))))
        {
            var firsts = group.Take(Firsts).Select(r => new First(r.Line, r.Value));
            yield return (group.Key.Name, group.First(), group.Count(), JsonSerializer.Serialize(firsts));
        }
    }

    /// <summary>« La référence a 3 caractères » and « La référence a 4 caractères » are one kind.</summary>
    private string Named(Remark remark)
    {
        var name = Varying().Replace($"{remark.Field} {remark.Reason}", "…");
        if (_kinds.Contains(name))
        {
            return name;
        }

        // A file that is wrong in hundreds of ways is not understood better by telling them all.
        name = _kinds.Count < MostKinds ? name : "…";
        _kinds.Add(name);
        return name;
    }

    [GeneratedRegex(@"\([^()]*\)|« [^»]*»|\b[A-Z]?[\p{L}_.-]*\d[\w.-]*")]
    private static partial Regex Varying();
}
