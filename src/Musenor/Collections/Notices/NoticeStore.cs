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
    /// <summary>What <see cref="Stored"/> is read from.</summary>
    public const string Columns = "ref, number, museum_id, inventory_key, fields, is_demo, state, joconde_ref";

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly string? _importId;
    private readonly string _now;
    private readonly DbCommand _byRef, _byInventory, _museum, _undraw, _insert, _update, _renumber, _history, _columns;
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

        /// <summary>What the museum's software calls it; null while the notice is known by its inventory number alone.</summary>
        public string? JocondeRef { get; init; }
    }

    /// <summary>What the directory says of a museum, for a notice that would change museums.</summary>
    public sealed record Keeper(string Name, bool IsToComplete);

    public NoticeStore(DbConnection connection, DbTransaction transaction, TextIndex index, string? importId, DateTimeOffset now)
    {
        (_connection, _transaction, _importId, _now) = (connection, transaction, importId, now.Text());
        // Each alone, so that its index answers: both in one select would read the whole table at every batch.
        (_revision, _number) = connection.QuerySingle<(long, int)>(
            "select (select coalesce(max(revision), 0) from notice), (select coalesce(max(number), 0) from notice)", transaction: transaction);
        _byRef = connection.Prepared(transaction,
            $"select {Columns} from notice where joconde_ref = @ref or ref = @ref order by case when joconde_ref = @ref then 0 else 1 end", "ref");
        // A number that the demonstration invented identifies nothing real.
        _byInventory = connection.Prepared(transaction, $"""
            select {Columns} from notice where museum_id = @museum and inventory_key = @inventory and is_demo = @demo order by number
            """, "museum", "inventory", "demo");
        _museum = connection.Prepared(transaction, "select name, state from museum where id = @id", "id");
        _undraw = connection.Prepared(transaction, "delete from notice_image where ref = @ref and kind = 'drawn'", "ref");
        _insert = connection.Prepared(transaction, """
            insert into notice (ref, joconde_ref, number, museum_id, inventory_key, fields, is_demo, created_at, updated_at, revision)
            values (@ref, @joconde, @number, @museum, @inventory, @fields, @demo, @now, @now2, @revision)
            """, "ref", "joconde", "number", "museum", "inventory", "fields", "demo", "now", "now2", "revision");
        _update = connection.Prepared(transaction, """
            update notice set joconde_ref = @joconde, museum_id = @museum, inventory_key = @inventory, fields = @fields, is_demo = @demo,
                updated_at = @now, revision = @revision
            where ref = @ref
            """, "joconde", "museum", "inventory", "fields", "demo", "now", "revision", "ref");
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

    /// <summary>
    /// By reference; else by museum and inventory number, where one notice only must answer. A reference never seen may be that of a
    /// notice that entered without one: the same objects come with references in one file and without in another.
    /// </summary>
    public Stored? Find(Incoming incoming)
    {
        if (incoming.Ref is { } reference && Find(reference) is { } known)
        {
            return known;
        }

        var inventory = NoticeIdentity.InventoryKey(incoming.Columns.GetValueOrDefault("INV") ?? "");
        if (inventory.Length == 0 || (incoming.Ref is not null && incoming.SharesNumber))
        {
            return null;
        }

        var same = Rows(_byInventory, incoming.MuseumId, inventory, incoming.IsDemo);
        return incoming.Ref is null && same.Count == 1 ? same[0] : WithoutReference(same);
    }

    public Keeper? Museum(string id)
    {
        using var rows = _museum.Read(id);
        return rows.Read() ? new Keeper(rows.GetString(0), rows.GetString(1) == "to_complete") : null;
    }

    /// <summary>What the demonstration drew for an invented notice shows nothing of the real object.</summary>
    public void RemoveDrawn(string reference) => _undraw.Run(reference);

    /// <summary>A reference of our own that no other notice has.</summary>
    public string FreeReference(string museumId, string inventory)
    {
        var reference = NoticeIdentity.OwnReference(museumId, inventory);
        if (!_given.Add(reference) || Rows(_byRef, reference).Count > 0)
        {
            var marked = reference = $"{reference}-{NoticeIdentity.Mark(inventory)}";
            for (var i = 2; !_given.Add(reference) || Rows(_byRef, reference).Count > 0; i++)
            {
                reference = $"{marked}-{i.ToString(CultureInfo.InvariantCulture)}";
            }
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
            _insert.Run(after.Ref, after.JocondeRef, after.Number, after.MuseumId, after.InventoryKey, after.Fields, after.IsDemo, _now, _now, revision);
        }
        else
        {
            _update.Run(after.JocondeRef, after.MuseumId, after.InventoryKey, after.Fields, after.IsDemo, _now, revision, after.Ref);
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
        _update.Run(notice.JocondeRef, notice.MuseumId, notice.InventoryKey, notice.Fields, notice.IsDemo, _now, revision, notice.Ref);
        WriteColumns(notice, revision, columns, notice.State == "published");
    }

    public void Dispose()
    {
        foreach (var command in new[] { _byRef, _byInventory, _museum, _undraw, _insert, _update, _renumber, _history, _columns })
        {
            command.Dispose();
        }

        _text.Dispose();
    }

    // Several notices of a museum under one number (« SN », without number): the one that entered without a reference, if any.
    private static Stored? WithoutReference(List<Stored> several) =>
        several.FindAll(s => s.JocondeRef is null) switch { [var one] => one, [] => null, var own => own.Find(s => s.Ref == NoticeIdentity.OwnReference(s.MuseumId, s.InventoryKey)) };

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
                JocondeRef = rows.IsDBNull(7) ? null : rows.GetString(7),
            });
        }

        return found;
    }
}
