using Dapper;
using Musenor.Collections.Media.Photographs.Matching;
using Musenor.Collections.Media.Photographs.Reading;
using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Media.Photographs;

/// <summary>Says of each file which notice it shows: told by the import, by its list, or by its name. Everything is read once.</summary>
internal sealed class FindPhotographs
{
    private sealed record Row
    {
        public string Ref { get; init; } = "";
        public string? JocondeRef { get; init; }
        public string MuseumId { get; init; } = "";
        public string InventoryKey { get; init; } = "";
        public string Fields { get; init; } = "{}";
    }

    private readonly ImportPhotographs.Form _form;
    private readonly MuseumDirectory.Snapshot _museums;
    private readonly PhotographList _list;
    private readonly NoticeNames _names;
    private readonly MatchPhotograph _match;

    private FindPhotographs(ImportPhotographs.Form form, MuseumDirectory.Snapshot museums, PhotographList list, NoticeNames names) =>
        (_form, _museums, _list, _names, _match) = (form, museums, list, names, new MatchPhotograph(names));

    public static async Task<FindPhotographs> Open(Database database, ImportPhotographs.Form form, MuseumDirectory.Snapshot museums, PhotographList list, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        if (form.Ref is { } given)
        {
            // Everything goes to this one: the thousands of others are not read.
            var one = await connection.QueryAsync<Row>("select ref, joconde_ref, museum_id, inventory_key, fields from notice where ref = @given", new { given });
            return new(form, museums, list, new NoticeNames(one.Select(r => new NamedNotice(r.Ref, r.JocondeRef, r.MuseumId, r.InventoryKey, FieldsJson.Read(r.Fields).GetValueOrDefault("REFIM", "")))));
        }

        var museum = form.MuseumId;
        var rows = await connection.QueryAsync<Row>("select ref, joconde_ref, museum_id, inventory_key from notice where @museum is null or museum_id = @museum", new { museum });
        // Few notices name their pictures: only theirs are read whole.
        var images = (await connection.QueryAsync<(string Ref, string Fields)>("""
            select ref, fields from notice where (@museum is null or museum_id = @museum) and fields like '%"REFIM"%'
            """, new { museum })).ToDictionary(r => r.Ref, r => FieldsJson.Read(r.Fields).GetValueOrDefault("REFIM", ""), StringComparer.Ordinal);
        return new(form, museums, list, new NoticeNames(rows.Select(r => new NamedNotice(r.Ref, r.JocondeRef, r.MuseumId, r.InventoryKey, images.GetValueOrDefault(r.Ref, "")))));
    }

    public FoundPhotograph Run(SourcePhotograph file)
    {
        var museum = _form.MuseumId ?? file.Folders.Select(f => _museums.ById.GetValueOrDefault(f)?.Id).FirstOrDefault(id => id is not null);
        var match = _match.Run(file.Name, museum);
        var listed = _list.Find(file);
        var view = match.View;
        if (listed is { Order: > 0 })
        {
            view = view with { Number = listed.Order };
        }

        var (reference, why, candidates) = _form.Ref is { } given ? (given, "", [given])
            : listed is not null ? Told(listed, museum)
            : match.Kind == MatchKind.One ? (match.Refs[0], "", match.Refs)
            : (null, Why(match.Kind), match.Refs);
        return new FoundPhotograph(file, reference is null ? museum : _names.MuseumOf(reference), reference, why, candidates)
        {
            Caption = listed?.Caption is { Length: > 0 } caption ? caption : view.Caption,
            Photographer = listed?.Photographer is { Length: > 0 } photographer ? photographer : _form.Photographer,
            Licence = listed?.Licence is { Length: > 0 } licence ? licence : _form.Licence,
            ViewKey = view.Key(file.Name),
        };
    }

    public bool Knows(string reference) => _names.Has(reference);

    private (string? Ref, string Why, IReadOnlyList<string> Candidates) Told(ListedPhotograph listed, string? museum)
    {
        var refs = _match.Whole(listed.Ref, listed.Inventory, museum);
        return refs.Count == 1 ? (refs[0], "", refs) : (null, refs.Count == 0 ? "list" : "several", [.. refs.Take(MatchPhotograph.MostProposed)]);
    }

    private static string Why(MatchKind kind) => kind switch
    {
        MatchKind.Several => "several",
        MatchKind.Doubtful => "doubtful",
        _ => "unknown",
    };
}
