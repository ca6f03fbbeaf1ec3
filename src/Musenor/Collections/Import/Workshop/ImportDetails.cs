using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Storage;

namespace Musenor.Collections.Import.Workshop;

/// <summary>How often one field is filled, changed, emptied, or left as a person corrected it; and the first of each.</summary>
public sealed record FieldChange
{
    public string Code { get; init; } = "";
    public long Filled { get; init; }
    public long Changed { get; init; }
    public long Emptied { get; init; }
    public long Kept { get; init; }

    public long Moved => Filled + Changed + Emptied;

    public IReadOnlyList<SampleLine> Samples { get; init; } = [];

    public IReadOnlyList<SampleLine> Conflicts { get; init; } = [];
}

/// <param name="Before">Words of the portal.</param>
/// <param name="After">Words of the file.</param>
public sealed record SampleLine(string Ref, long Line, string Before, string After);

/// <summary>Remarks of one kind.</summary>
public sealed record RemarkKind(bool IsReject, string Field, string Reason, string Remedy, long Lines, IReadOnlyList<(long Line, string Value)> Firsts)
{
    /// <summary>One sentence of it stands for all, with what varies: the numbers are its own.</summary>
    public bool IsRest { get; init; }
}

/// <summary>What an import, or its dry run, has to tell beside its counts.</summary>
public sealed record ImportDetails(IReadOnlyList<FieldChange> Fields, IReadOnlyList<SampleLine> Entering, IReadOnlyList<RemarkKind> Kinds)
{
    public static readonly ImportDetails None = new([], [], []);
}

public sealed class ReadDetails(Database database)
{
    private sealed record SampleRow
    {
        public string Kind { get; init; } = "";
        public string Code { get; init; } = "";
        public string Ref { get; init; } = "";
        public long Line { get; init; }
        public string BeforeText { get; init; } = "";
        public string AfterText { get; init; } = "";

        public SampleLine Shown => new(Ref, Line, BeforeText, AfterText);
    }

    private sealed record KindRow
    {
        public string Name { get; init; } = "";
        public bool IsReject { get; init; }
        public string Field { get; init; } = "";
        public string Reason { get; init; } = "";
        public string Remedy { get; init; } = "";
        public long Lines { get; init; }
        public string Firsts { get; init; } = "";
    }

    public async Task<ImportDetails> Run(string import, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var samples = (await connection.QueryAsync<SampleRow>(
            "select kind, code, ref, line, before_text, after_text from import_sample where import_id = @import order by kind, code, position", new { import }))
            .ToLookup(s => (s.Kind, s.Code), s => s.Shown);
        var fields = await connection.QueryAsync<FieldChange>("""
            select code, filled, changed, emptied, kept from import_field where import_id = @import order by filled + changed + emptied desc, code
            """, new { import });
        return new ImportDetails(
            [.. fields.Select(f => f with { Samples = [.. samples[("field", f.Code)]], Conflicts = [.. samples[("kept", f.Code)]] })],
            [.. samples[("new", "")]],
            await Kinds(connection, import));
    }

    private static async Task<IReadOnlyList<RemarkKind>> Kinds(DbConnection connection, string import)
    {
        var rows = await connection.QueryAsync<KindRow>("""
            select name, is_reject, field, reason, remedy, lines, firsts from import_kind where import_id = @import order by is_reject desc, lines desc, name
            """, new { import });
        return
        [
            .. rows.Select(r => new RemarkKind(r.IsReject, r.Field, r.Reason, r.Remedy, r.Lines,
                [.. JsonSerializer.Deserialize<ImportTally.First[]>(r.Firsts)!.Select(f => (f.Line, f.Value))]) { IsRest = r.Name == "…" }),
        ];
    }
}
