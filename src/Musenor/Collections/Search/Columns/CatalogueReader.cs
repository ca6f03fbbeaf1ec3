using System.Data.Common;
using System.Globalization;
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
    private MuseumDirectory.Snapshot? _directory;

    public async Task<Catalogue> Current(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        // In this order: a museum enters before its first notice, so the directory knows every museum of the notices up to here.
        var revision = await Revision(connection, stop);
        var directory = await museums.Read(stop);
        if (_last is { } known && known.Revision >= revision && known.Museums == directory.Revision)
        {
            return known;
        }

        await _one.WaitAsync(stop);
        try
        {
            var last = _last;
            if (last is null || !SameDepartments(_directory, directory))
            {
                // A museum changed département: rare, so everything is read anew.
                last = new Catalogue(0, directory.Revision, [], new FacetValues());
            }

            if (_last is null || last.Revision < revision || last.Museums != directory.Revision)
            {
                _last = last = Grow(last, revision, connection, directory);
                _directory = directory;
            }

            return last;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Names are read from the directory when shown; of a museum, only its département stands in the columns.</summary>
    private static bool SameDepartments(MuseumDirectory.Snapshot? known, MuseumDirectory.Snapshot now) =>
        known is not null && (ReferenceEquals(known, now) || known.All.All(m => now.ById.TryGetValue(m.Id, out var same) && same.Department == m.Department));

    private static async Task<long> Revision(DbConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select coalesce(max(revision), 0) from notice_column";
        return Convert.ToInt64(await command.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
    }

    private static Catalogue Grow(Catalogue last, long upTo, DbConnection connection, MuseumDirectory.Snapshot directory)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            select number, ref, revision, museum_id, facets, year_from, year_to, title_key, quality, is_public, changed_at, todo
            from notice_column where revision > @last and revision <= @upTo order by revision
            """;
        foreach (var (name, value) in new[] { ("last", last.Revision), ("upTo", upTo) })
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        var revision = last.Revision;
        var changed = new List<Row>();
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            revision = rows.GetInt64(2);
            changed.Add(new Row(
                rows.GetInt32(0), rows.GetString(1), Values(rows.GetString(4), last.Values, directory),
                rows.IsDBNull(5) ? null : rows.GetInt32(5), rows.IsDBNull(6) ? null : rows.GetInt32(6), rows.GetString(7), rows.GetInt32(8))
            {
                IsPublic = rows.GetBoolean(9),
                ChangedAt = Seconds(rows.GetString(10)),
                Todo = rows.GetInt32(11),
                Museum = last.Values.Add(Facet.Museum, rows.GetString(3)).Id,
            });
        }

        return Grown(last, revision, directory.Revision, changed);
    }

    private static Catalogue Grown(Catalogue last, long revision, long museums, List<Row> changed)
    {
        var size = Math.Max(last.Rows.Length, changed.Count == 0 ? 0 : changed.Max(c => c.Number) + 1);
        var grown = new Row?[size];
        last.Rows.CopyTo(grown, 0);
        var withdrawn = new Dictionary<int, Row>(last.Withdrawn);
        foreach (var row in changed)
        {
            grown[row.Number] = row.IsPublic ? row : null;
            withdrawn.Remove(row.Number);
            if (!row.IsPublic)
            {
                withdrawn.Add(row.Number, row);
            }
        }

        return new Catalogue(revision, museums, grown, last.Values, withdrawn);
    }

    private static long Seconds(string instant) =>
        DateTimeOffset.TryParseExact(instant, ValueTypes.InstantFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUnixTimeSeconds() : 0;

    private static int[] Values(string facets, FacetValues values, MuseumDirectory.Snapshot directory)
    {
        var ids = new List<int>();
        foreach (var line in facets.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var (facet, value) = (line[..colon], line[(colon + 1)..]);
            ids.Add(values.Add(facet, value).Id);
            // Several where it leads notices of other museums.
            if (facet == Facet.Museum && directory.ById.TryGetValue(value, out var museum) && museum.Department.Length > 0)
            {
                ids.Add(values.Add(Facet.Department, museum.Department).Id);
            }
        }

        var sorted = ids.Distinct().ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
