using System.Data.Common;
using System.Globalization;
using Dapper;
using Musenor.Collections.Search.Analysis;
using Musenor.Collections.Search.Columns;
using Musenor.Collections.Search.Index;
using Musenor.Storage;

namespace Musenor.Collections.Notices;

/// <summary>The statements that write notices, prepared once for a batch. Lives inside one transaction that holds the house lock.</summary>
internal sealed partial class NoticeStore : IDisposable
{
    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly Deed _deed;
    private readonly string _now;
    private readonly int _year;
    private readonly DbCommand _byRef, _byInventory, _museum, _undraw, _insert, _update, _renumber, _history, _columns;
    private DbCommand? _state, _hide;
    private readonly bool _hasEditedNumbers;
    private readonly ITextWriter _text;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private long _revision;
    private int _number;

    public NoticeStore(DbConnection connection, DbTransaction transaction, TextIndex index, Deed deed, DateTimeOffset now)
    {
        (_connection, _transaction, _deed, _now, _year) = (connection, transaction, deed, now.Text(), now.Year);
        // Each alone, so that its index answers: both in one select would read the whole table at every batch.
        (_revision, _number, var edited) = connection.QuerySingle<(long, int, int)>("""
            select (select coalesce(max(revision), 0) from notice), (select coalesce(max(number), 0) from notice),
                case when exists (select 1 from notice_edit where source_key is not null) then 1 else 0 end
            """, transaction: transaction);
        _hasEditedNumbers = edited > 0;
        _byRef = connection.Prepared(transaction,
            $"select {Columns} from notice where joconde_ref = @ref or ref = @ref order by case when joconde_ref = @ref then 0 else 1 end", "ref");
        // A number that the demonstration invented identifies nothing real.
        _byInventory = connection.Prepared(transaction, $"""
            select {Columns} from notice where museum_id = @museum and inventory_key = @inventory and is_demo = @demo order by number
            """, "museum", "inventory", "demo");
        _museum = connection.Prepared(transaction, "select name, state from museum where id = @id", "id");
        _undraw = connection.Prepared(transaction, "delete from notice_image where ref = @ref and kind = 'drawn'", "ref");
        _insert = connection.Prepared(transaction, """
            insert into notice (ref, joconde_ref, number, museum_id, inventory_key, fields, is_demo, created_at, updated_at, revision, source, origin, harmonised, number_key, ref_key)
            values (@ref, @joconde, @number, @museum, @inventory, @fields, @demo, @now, @now2, @revision, @source, @origin, @harmonised, @numberKey, @refKey)
            """, "ref", "joconde", "number", "museum", "inventory", "fields", "demo", "now", "now2", "revision", "source", "origin", "harmonised", "numberKey", "refKey");
        _update = connection.Prepared(transaction, """
            update notice set joconde_ref = @joconde, museum_id = @museum, inventory_key = @inventory, fields = @fields, is_demo = @demo,
                updated_at = @now, revision = @revision, origin = @origin, harmonised = @harmonised, number_key = @numberKey, ref_key = @refKey
            where ref = @ref
            """, "joconde", "museum", "inventory", "fields", "demo", "now", "revision", "origin", "harmonised", "numberKey", "refKey", "ref");
        _renumber = connection.Prepared(transaction, "update notice set revision = @revision where ref = @ref", "revision", "ref");
        _history = connection.Prepared(transaction, """
            insert into notice_change (ref, revision, import_id, changed_at, before_fields, before_demo, account_id, action, reason)
            values (@ref, @revision, @import, @now, @before, @demo, @account, @action, @reason)
            """, "ref", "revision", "import", "now", "before", "demo", "account", "action", "reason");
        _columns = connection.Prepared(transaction, """
            insert into notice_column (number, ref, revision, museum_id, facets, year_from, year_to, title_key, quality, is_demo, is_public, todo, changed_at)
            values (@number, @ref, @revision, @museum, @facets, @from, @to, @title, @quality, @demo, @public, @todo, coalesce(@changed, ''))
            on conflict (number) do update set revision = excluded.revision, museum_id = excluded.museum_id, facets = excluded.facets,
                year_from = excluded.year_from, year_to = excluded.year_to, title_key = excluded.title_key, quality = excluded.quality,
                is_demo = excluded.is_demo, is_public = excluded.is_public, todo = excluded.todo,
                changed_at = case when excluded.changed_at = '' then notice_column.changed_at else excluded.changed_at end
            """, "number", "ref", "revision", "museum", "facets", "from", "to", "title", "quality", "demo", "public", "todo", "changed");
        _text = index.Writer(connection, transaction);
    }

    public int NextNumber() => ++_number;

    public Stored? Find(string reference) => Rows(_byRef, reference).FirstOrDefault();

    /// <summary>By its address, which is there.</summary>
    public Stored FindExactly(string address) => Rows(_byRef, address).First(s => s.Ref == address);

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

        // What another network says of the same object is its own: the museum's notice stands beside it.
        var same = Rows(_byInventory, incoming.MuseumId, inventory, incoming.IsDemo);
        same.RemoveAll(s => s.Source is not null);
        if (same.Count > 1 && same.Exists(s => !s.IsUndone))
        {
            same.RemoveAll(s => s.IsUndone);
        }

        if (same.Count == 0 && _hasEditedNumbers)
        {
            same = Renumbered(incoming.MuseumId, inventory);
        }

        return incoming.Ref is null && same.Count == 1 ? same[0] : WithoutReference(same);
    }

    public Keeper? Museum(string id)
    {
        using var rows = _museum.Read(id);
        return rows.Read() ? new Keeper(rows.GetString(0), rows.GetString(1) == "to_complete") : null;
    }

    /// <summary>What the demonstration drew for an invented notice, or somebody wrote in it, says nothing of the real object.</summary>
    public void RemoveInvented(string reference)
    {
        _undraw.Run(reference);
        _connection.Execute("delete from notice_edit where ref = @reference", new { reference }, _transaction);
        _connection.Execute("update notice set is_edited = @no where ref = @reference", new { reference, no = false }, _transaction);
    }

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

    /// <summary>What columns tell beside the words of this notice.</summary>
    public Beside Beside(Stored notice) => Notices.Beside.Of(notice, Pictures(notice.Ref), _year) with { Twins = Twins(notice) };

    /// <summary>The same for a notice that was not there.</summary>
    public Beside Nothing(Stored notice) => Notices.Beside.Of(notice, [], _year);

    /// <summary>Answers the revision of the change.</summary>
    public long Write(Stored after, Stored? before, NoticeText text, NoticeColumns columns)
    {
        var revision = Try(after, before);
        var enters = before is null || (before.IsUndone && _deed.Action == Deed.Import);
        var returns = before is { IsGone: true } && _deed.Action == Deed.Harvest;
        if ((enters && before is not null) || returns)
        {
            ChangeState(after.Ref, "published", null, "", revision);
        }

        Remember(after.Ref, revision, enters ? null : before);
        WriteColumns(after, revision, columns, _now, isPublic: (enters || returns || before!.State == "published") && after.Lead is null);
        _text.Write(after.Number, text, isNew: before is null);
        return revision;
    }

    /// <summary>Withdrawn or published: words stay as they are, history tells who and why.</summary>
    public void WriteState(Stored notice, string state, NoticeColumns columns)
    {
        var revision = ++_revision;
        _renumber.Run(revision, notice.Ref);
        _connection.Execute("update notice set state = @state, updated_at = @_now where ref = @Ref", new { state, _now, notice.Ref }, _transaction);
        Remember(notice.Ref, revision, notice);
        WriteColumns(notice, revision, columns, _now, state == "published" && notice.Lead is null);
    }

    /// <summary>The notice without its history and what is derived: all that a dry run needs of it. Answers the revision.</summary>
    public long Try(Stored after, Stored? before)
    {
        var revision = ++_revision;
        _ = before is null
            ? _insert.Run(after.Ref, after.JocondeRef, after.Number, after.MuseumId, after.InventoryKey, after.Fields, after.IsDemo, _now, _now, revision,
                after.Source, after.Origin, after.Harmonised, after.NumberKey, after.RefKey)
            : _update.Run(after.JocondeRef, after.MuseumId, after.InventoryKey, after.Fields, after.IsDemo, _now, revision,
                after.Origin, after.Harmonised, after.NumberKey, after.RefKey, after.Ref);
        return revision;
    }

    /// <summary>The import that created it is undone: nobody decided anything of its words, which stay.</summary>
    /// <param name="why">Undone, or Gone from its source.</param>
    public void WriteUndone(Stored notice, string why = Undone)
    {
        var revision = ++_revision;
        ChangeState(notice.Ref, "withdrawn", _now, why, revision);
        Remember(notice.Ref, revision, notice);
        _hide ??= _connection.Prepared(_transaction,
            "update notice_column set revision = @revision, is_public = @public, changed_at = @now where number = @number", "revision", "public", "now", "number");
        _hide.Run(revision, false, _now, notice.Number);
    }

    private void ChangeState(string reference, string state, string? at, string reason, long revision)
    {
        _state ??= _connection.Prepared(_transaction, """
            update notice set state = @state, withdrawn_at = @at, withdrawn_reason = @why, withdrawn_note = '', updated_at = @now, revision = @revision where ref = @ref
            """, "state", "at", "why", "now", "revision", "ref");
        _state.Run(state, at, reason, _now, revision, reference);
    }

    /// <summary>The codes of a notice that imports leave alone.</summary>
    public HashSet<string> Edited(string reference) =>
        _connection.Query<string>("select code from notice_edit where ref = @reference", new { reference }, _transaction).ToHashSet(StringComparer.Ordinal);

    /// <summary>Writes again what can be rebuilt from the fields: columns in memory and text index. The notice itself is as old as it was.</summary>
    public void Derive(Stored notice, NoticeText text, NoticeColumns columns)
    {
        var revision = ++_revision;
        _renumber.Run(revision, notice.Ref);
        WriteColumns(notice, revision, columns, null, notice.IsListed);
        _text.Write(notice.Number, text, isNew: false);
    }

    /// <summary>Something beside the words changed (a picture): a new revision and date; neither history nor text index move.</summary>
    /// <param name="text">Where it is found by other words now, since others lead it or it leads others.</param>
    public void Touch(Stored notice, NoticeColumns columns, NoticeText? text = null)
    {
        var revision = ++_revision;
        _update.Run(notice.JocondeRef, notice.MuseumId, notice.InventoryKey, notice.Fields, notice.IsDemo, _now, revision,
            notice.Origin, notice.Harmonised, notice.NumberKey, notice.RefKey, notice.Ref);
        WriteColumns(notice, revision, columns, _now, notice.IsListed);
        if (text is not null)
        {
            _text.Write(notice.Number, text, isNew: false);
            _leads.Remove(notice.Ref);
        }
    }

    public void Dispose()
    {
        foreach (var command in new[] { _byRef, _byInventory, _museum, _undraw, _insert, _update, _renumber, _history, _columns, _state, _hide })
        {
            command?.Dispose();
        }

        _text.Dispose();
    }

    /// <summary>Its number was corrected by hand, and the museum's software still has the old one.</summary>
    private List<Stored> Renumbered(string museum, string inventory) => _connection.Query<Stored>($"""
        select {Columns} from notice where museum_id = @museum and coalesce(source, '') = '' and ref in (select ref from notice_edit where code = 'INV' and source_key = @inventory) order by number
        """, new { museum, inventory }, _transaction).AsList();

    // Several notices of a museum under one number (« SN », without number): the one that entered without a reference, if any.
    private static Stored? WithoutReference(List<Stored> several) =>
        several.FindAll(s => s.JocondeRef is null || s.IsRefGiven) switch { [var one] => one, [] => null, var own => own.Find(s => s.Ref == NoticeIdentity.OwnReference(s.MuseumId, s.InventoryKey)) };

    private void Remember(string reference, long revision, Stored? before) => _history.Run(
        reference, revision, _deed.ImportId, _now, before?.Fields, before?.IsDemo ?? false, _deed.AccountId, _deed.Action, _deed.Reason);

    private void WriteColumns(Stored notice, long revision, NoticeColumns columns, string? changed, bool isPublic)
    {
        _columns.Run(
            notice.Number, notice.Ref, revision, notice.MuseumId, columns.Facets, columns.From, columns.To, columns.TitleKey, columns.Quality, notice.IsDemo, isPublic,
            columns.Todo, changed);
        Note(notice.Lead);
    }

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
                IsEdited = rows.GetBoolean(8),
                Revision = rows.GetInt64(9),
                WithdrawnReason = rows.GetString(10),
                IsRefGiven = rows.GetBoolean(11),
                Source = rows.IsDBNull(12) ? null : rows.GetString(12),
                Origin = rows.GetString(13),
                Harmonised = rows.GetString(14),
                NumberKey = rows.GetString(15),
                RefKey = rows.GetString(16),
                Lead = rows.IsDBNull(17) ? null : rows.GetString(17),
                Also = rows.GetString(18),
            });
        }

        return found;
    }
}
