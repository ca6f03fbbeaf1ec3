using System.Data.Common;
using Dapper;

namespace Musenor.Interop.OaiPmh;

/// <summary>An item of the repository.</summary>
internal sealed record Item
{
    public int Number { get; init; }
    public string Ref { get; init; } = "";
    public string StampedAt { get; init; } = "";
    public bool IsDeleted { get; init; }
    public int Edm { get; init; }
    public string Sets { get; init; } = "";

    /// <summary>Those of EDM: the last ones where it is there no longer.</summary>
    public string EdmSets { get; init; } = "";
}

/// <summary>The part of a list that is asked for: « list » of ItemSet.List, both stamps included.</summary>
internal sealed record Window(string List, string From, string Until);

/// <summary>Reads items: each page is one walk in an index from where the last one stopped, whatever its place.</summary>
internal static class ReadItems
{
    private const string Columns = "i.number, i.ref, i.stamped_at, i.is_deleted, i.edm, i.sets, i.edm_sets";

    /// <summary>Those after a stamp and a number, in that order.</summary>
    public static async Task<List<Item>> Page(DbConnection connection, Window window, string lastStamp, long lastNumber, int most)
    {
        var values = new { window.List, window.Until, lastStamp, lastNumber = (int)lastNumber, most };
        return (window.List.Length == 0
            ? await connection.QueryAsync<Item>($"""
                select {Columns} from oai_item i where (i.stamped_at, i.number) > (@lastStamp, @lastNumber) and i.stamped_at <= @Until order by i.stamped_at, i.number limit @most
                """, values)
            : await connection.QueryAsync<Item>($"""
                select {Columns} from (
                    select l.number as at, l.stamped_at as stamp from oai_listed l
                    where l.list = @List and (l.stamped_at, l.number) > (@lastStamp, @lastNumber) and l.stamped_at <= @Until order by l.stamped_at, l.number limit @most) w
                join oai_item i on i.number = w.at order by w.stamp, w.at
                """, values)).AsList();
    }

    public static Task<long> Count(DbConnection connection, Window window) => window.List.Length == 0
        ? connection.ExecuteScalarAsync<long>("select count(*) from oai_item where stamped_at >= @From and stamped_at <= @Until", window)
        : connection.ExecuteScalarAsync<long>("select count(*) from oai_listed where list = @List and stamped_at >= @From and stamped_at <= @Until", window);

    /// <summary>The last one of a list up to a stamp and a number, both included; null when the list has none left there.</summary>
    public static Task<Item?> LastBefore(DbConnection connection, Window window, string stamp, long number)
    {
        var values = new { window.List, window.From, stamp, number = (int)number };
        return window.List.Length == 0
            ? connection.QueryFirstOrDefaultAsync<Item?>($"""
                select {Columns} from oai_item i where i.stamped_at >= @From and (i.stamped_at, i.number) <= (@stamp, @number) order by i.stamped_at desc, i.number desc limit 1
                """, values)
            : connection.QueryFirstOrDefaultAsync<Item?>($"""
                select {Columns} from oai_listed l join oai_item i on i.number = l.number
                where l.list = @List and l.stamped_at >= @From and (l.stamped_at, l.number) <= (@stamp, @number) order by l.stamped_at desc, l.number desc limit 1
                """, values);
    }

    public static Task<Item?> One(DbConnection connection, string reference) =>
        connection.QueryFirstOrDefaultAsync<Item?>($"select {Columns} from oai_item i where i.ref = @reference", new { reference });

    public static Task<string?> Earliest(DbConnection connection) => connection.ExecuteScalarAsync<string?>("select min(stamped_at) from oai_item");

    public static Task<string?> Sample(DbConnection connection) => connection.ExecuteScalarAsync<string?>("select ref from oai_item order by stamped_at, number limit 1");

    /// <summary>The first set of a museum.</summary>
    public static async Task<(string Spec, string Name)?> MuseumSet(DbConnection connection) =>
        (await connection.QueryAsync<(string Spec, string Name)>("select spec, name from oai_set where spec > 'museum:' and spec < 'museum;' order by spec limit 1")).Select(s => ((string, string)?)s).FirstOrDefault();

    public static async Task<List<(string Spec, string Name)>> Sets(DbConnection connection) =>
        [.. (await connection.QueryAsync<(string Spec, string Name)>("select spec, name from oai_set")).OrderBy(s => s.Spec, StringComparer.Ordinal)];
}
