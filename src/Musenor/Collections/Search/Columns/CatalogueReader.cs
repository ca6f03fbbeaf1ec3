using System.Data.Common;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Search.Columns;

/// <summary>
/// Gives the catalogue as the database has it now. One cheap query tells whether anything changed, in whatever process; then only
/// the changed rows are read, so that a search is never stale and a start reads everything once.
/// </summary>
internal sealed class CatalogueReader(Database database, MuseumDirectory museums) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private volatile Catalogue? _last;

    public async Task<Catalogue> Current(CancellationToken stop = default)
    {
        var directory = await museums.Read(stop);
        await using var connection = await database.Open(stop);
        var revision = await Revision(connection, stop);
        if (_last is { } known && known.Revision >= revision && known.Museums == directory.Revision)
        {
            return known;
        }

        await _one.WaitAsync(stop);
        try
        {
            var last = _last;
            if (last is null || last.Museums != directory.Revision)
            {
                // A département or a name moved: rare, so everything is read anew.
                last = new Catalogue(0, directory.Revision, [], new FacetValues());
            }

            return last.Revision < revision || _last is null ? _last = Grow(last, connection, directory) : last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static async Task<long> Revision(DbConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(revision), 0) from notice_column";
        return Convert.ToInt64(await command.ExecuteScalarAsync(stop), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Catalogue Grow(Catalogue last, DbConnection connection, MuseumDirectory.Snapshot directory)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            select number, ref, revision, museum_id, facets, year_from, year_to, title_key, quality, is_public
            from notice_column where revision > @last order by revision
            """;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "last";
        parameter.Value = last.Revision;
        command.Parameters.Add(parameter);

        var revision = last.Revision;
        var changed = new List<(int Number, Row? Row)>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            revision = rows.GetInt64(2);
            var number = rows.GetInt32(0);
            changed.Add((number, !rows.GetBoolean(9) ? null : new Row(
                number, rows.GetString(1), Values(rows.GetString(4), rows.GetString(3), last.Values, directory),
                rows.IsDBNull(5) ? null : rows.GetInt32(5), rows.IsDBNull(6) ? null : rows.GetInt32(6), rows.GetString(7), rows.GetInt32(8))));
        }

        var size = Math.Max(last.Rows.Length, changed.Count == 0 ? 0 : changed.Max(c => c.Number) + 1);
        var grown = new Row?[size];
        last.Rows.CopyTo(grown, 0);
        foreach (var (number, row) in changed)
        {
            grown[number] = row;
        }

        return new Catalogue(revision, directory.Revision, grown, last.Values);
    }

    private static int[] Values(string facets, string museumId, FacetValues values, MuseumDirectory.Snapshot directory)
    {
        var ids = new List<int>();
        foreach (var line in facets.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            ids.Add(values.Add(line[..colon], line[(colon + 1)..]).Id);
        }

        if (directory.ById.TryGetValue(museumId, out var museum) && museum.Department.Length > 0)
        {
            ids.Add(values.Add(Facet.Department, museum.Department).Id);
        }

        var sorted = ids.Distinct().ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
