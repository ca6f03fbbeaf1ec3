using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Musenor.Museums;

namespace Musenor.Interop.Mapping;

/// <summary>
/// The museum that a record names: by its Muséofile code, else by its name and town in the directory, else by a name that one only has, where
/// no other town is told; unknown there, it is announced, with or without a code.
/// </summary>
internal sealed class FindMuseums(MuseumDirectory directory, AnnounceMuseum announce)
{
    private volatile Known? _known;

    internal sealed record Known(long Revision, IReadOnlyDictionary<string, string> ByName, IReadOnlyDictionary<string, Museum> Alone)
    {
        public string? Id(string name, string city) => ByName.GetValueOrDefault(NameWords.SearchKey(name, city)) ?? Named(name, city)?.Id;

        /// <summary>« Musée municipal » is in many towns: the one that is known is not that of another town.</summary>
        private Museum? Named(string name, string city) =>
            Alone.GetValueOrDefault(NameWords.SearchKey(name)) is { } museum && (museum.City.Length == 0 || city.Length == 0) ? museum : null;
    }

    /// <summary>For one transaction: what it announces is gone when it is undone.</summary>
    internal sealed class Turn(FindMuseums find, DbConnection connection, DbTransaction transaction, Known known)
    {
        private readonly Dictionary<(string, string, string), string> _found = [];

        public async Task<string> Id(string code, string name, string city)
        {
            if (_found.TryGetValue((code, name, city), out var found))
            {
                return found;
            }

            var id = code.Length > 0 ? code : known.Id(name, city) ?? Own(name, city);
            await find.Announce(connection, transaction, id, name, city);
            return _found[(code, name, city)] = id;
        }
    }

    /// <summary>Begun before the transaction, which reads the directory through another connection.</summary>
    public async Task<Func<DbConnection, DbTransaction, Turn>> Begin(CancellationToken stop)
    {
        var snapshot = await directory.Read(stop);
        var known = _known is { } last && last.Revision == snapshot.Revision ? last : _known = Read(snapshot);
        return (connection, transaction) => new Turn(this, connection, transaction, known);
    }

    private Task<bool> Announce(DbConnection connection, DbTransaction transaction, string id, string name, string city) => announce.Run(connection, transaction, id, name, city);

    private static Known Read(MuseumDirectory.Snapshot snapshot)
    {
        var alone = snapshot.All.GroupBy(m => NameWords.SearchKey(m.Name)).Where(g => g.Count() == 1).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var byName = alone.ToDictionary(a => a.Key, a => a.Value.Id, StringComparer.Ordinal);
        foreach (var museum in snapshot.All.Where(m => m.City.Length > 0))
        {
            byName.TryAdd(NameWords.SearchKey(museum.Name, museum.City), museum.Id);
        }

        return new Known(snapshot.Revision, byName, alone);
    }

    /// <summary>A museum without Muséofile code has a code of ours: the same name and town always give the same.</summary>
    private static string Own(string name, string city) =>
        $"R-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(NameWords.SearchKey(name, city))), 0, 4)}";
}
