using System.Data.Common;
using System.Globalization;
using Dapper;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>The statements that write notices, prepared once for a batch. Lives inside one transaction that holds the house lock.</summary>
internal sealed class NoticeStore : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly string? _importId;
    private readonly string _now;
    private readonly DbCommand _byRef, _byInventory, _insert, _update, _renumber, _history, _columns;
    private readonly ITextWriter _text;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private long _revision;
    private int _number;

    public sealed record Stored
    {
        public required string Ref { get; init; }
        public required int Number { get; init; }
        public required string MuseumId { get; init; }
        public required string InventoryKey { get; init; }
        public required string Fields { get; init; }
        public bool IsDemo { get; init; }
        public string State { get; init; } = "published";
    }

    public NoticeStore(DbConnection connection, DbTransaction transaction, TextIndex index, string? importId, DateTimeOffset now)
    {
        (_connection, _transaction, _importId, _now) = (connection, transaction, importId, now.Text());
        (_revision, _number) = connection.QuerySingle<(long, int)>(
            "select coalesce(max(revision), 0), coalesce(max(number), 0) from notice", transaction: transaction);
        _byRef = connection.Prepared(transaction,
            "select ref, number, museum_id, inventory_key, fields, is_demo, state from notice where ref = @ref", "ref");
        _byInventory = connection.Prepared(transaction, """
            select ref, number, museum_id, inventory_key, fields, is_demo, state from notice
            where museum_id = @museum and inventory_key = @inventory order by number
            """, "museum", "inventory");
        _insert = connection.Prepared(transaction, """
            insert into notice (ref, number, museum_id, inventory_key, fields, is_demo, created_at, updated_at, revision)
            values (@ref, @number, @museum, @inventory, @fields, @demo, @now, @now2, @revision)
            """, "ref", "number", "museum", "inventory", "fields", "demo", "now", "now2", "revision");
        _update = connection.Prepared(transaction, """
            update notice set museum_id = @museum, inventory_key = @inventory, fields = @fields, is_demo = @demo, updated_at = @now, revision = @revision
            where ref = @ref
            """, "museum", "inventory", "fields", "demo", "now", "revision", "ref");
        _renumber = connection.Prepared(transaction, "update notice set revision = @revision where ref = @ref", "revision", "ref");
        _history = connection.Prepared(transaction, """
            insert into notice_change (ref, revision, import_id, changed_at, before_fields) values (@ref, @revision, @import, @now, @before)
            """, "ref", "revision", "import", "now", "before");
        _columns = connection.Prepared(transaction, """
            insert into notice_column (number, ref, revision, museum_id, facets, year_from, year_to, title_key, quality, is_demo, is_public)
            values (@number, @ref, @revision, @museum, @facets, @from, @to, @title, @quality, @demo, @public)
            on conflict (number) do update set revision = excluded.revision, museum_id = excluded.museum_id, facets = excluded.facets,
                year_from = excluded.year_from, year_to = excluded.year_to, title_key = excluded.title_key, quality = excluded.quality,
                is_demo = excluded.is_demo, is_public = excluded.is_public
            """, "number", "ref", "revision", "museum", "facets", "from", "to", "title", "quality", "demo", "public");
        _text = index.Writer(connection, transaction);
    }

    public int NextNumber() => ++_number;

    public Stored? Find(string reference) => Rows(_byRef, reference).FirstOrDefault();

    /// <summary>By reference; else by museum and inventory number, where one notice only must answer.</summary>
    public Stored? Find(Incoming incoming)
    {
        if (incoming.Ref is { } reference)
        {
            return Find(reference);
        }

        var inventory = NoticeIdentity.InventoryKey(incoming.Columns.GetValueOrDefault("INV") ?? "");
        return inventory.Length == 0 ? null : Rows(_byInventory, incoming.MuseumId, inventory) switch { [var one] => one, [] => null, var several => OwnOf(several) };
    }

    /// <summary>A reference of our own that no other notice has.</summary>
    public string FreeReference(string museumId, string inventory)
    {
        var reference = NoticeIdentity.OwnReference(museumId, inventory);
        if (!_given.Add(reference) || Rows(_byRef, reference).Count > 0)
        {
            reference = $"{reference}-{NoticeIdentity.Mark(inventory)}";
            _given.Add(reference);
        }

        return reference;
    }

    public List<string> Licences(string reference) =>
        _connection.Query<string>("select licence from notice_image where ref = @reference", new { reference }, _transaction).AsList();

    public void Write(Stored after, Stored? before, NoticeText text, NoticeColumns columns)
    {
        var revision = ++_revision;
        if (before is null)
        {
            _insert.Run(after.Ref, after.Number, after.MuseumId, after.InventoryKey, after.Fields, after.IsDemo, _now, _now, revision);
        }
        else
        {
            _update.Run(after.MuseumId, after.InventoryKey, after.Fields, after.IsDemo, _now, revision, after.Ref);
        }

        _history.Run(after.Ref, revision, _importId, _now, before?.Fields);
        WriteColumns(after, revision, columns, isPublic: before is null || before.State == "published");
        _text.Write(after.Number, text, isNew: before is null);
    }

    /// <summary>Writes again what can be rebuilt from the fields: columns in memory and text index. The notice itself is as old as it was.</summary>
    public void Derive(Stored notice, NoticeText text, NoticeColumns columns)
    {
        var revision = ++_revision;
        _renumber.Run(revision, notice.Ref);
        WriteColumns(notice, revision, columns, notice.State == "published");
        _text.Write(notice.Number, text, isNew: false);
    }

    /// <summary>Something beside the words changed (a picture): a new revision and date; neither history nor text index move.</summary>
    public void Touch(Stored notice, NoticeColumns columns)
    {
        var revision = ++_revision;
        _update.Run(notice.MuseumId, notice.InventoryKey, notice.Fields, notice.IsDemo, _now, revision, notice.Ref);
        WriteColumns(notice, revision, columns, notice.State == "published");
    }

    public void Dispose()
    {
        foreach (var command in new[] { _byRef, _byInventory, _insert, _update, _renumber, _history, _columns })
        {
            command.Dispose();
        }

        _text.Dispose();
    }

    // Several notices of a museum under one number (« SN », without number): the one that entered without a reference, if any.
    private static Stored? OwnOf(List<Stored> several) => several.Find(s => s.Ref == NoticeIdentity.OwnReference(s.MuseumId, s.InventoryKey));

    private void WriteColumns(Stored notice, long revision, NoticeColumns columns, bool isPublic) => _columns.Run(
        notice.Number, notice.Ref, revision, notice.MuseumId, columns.Facets, columns.From, columns.To, columns.TitleKey, columns.Quality, notice.IsDemo, isPublic);

    private static List<Stored> Rows(DbCommand command, params object[] values)
    {
        var found = new List<Stored>();
        using var rows = command.Read(values);
        while (rows.Read())
        {
            found.Add(new Stored
            {
                Ref = rows.GetString(0),
                Number = Convert.ToInt32(rows.GetValue(1), CultureInfo.InvariantCulture),
                MuseumId = rows.GetString(2),
                InventoryKey = rows.GetString(3),
                Fields = rows.GetString(4),
                IsDemo = rows.GetBoolean(5),
                State = rows.GetString(6),
            });
        }

        return found;
    }
}
