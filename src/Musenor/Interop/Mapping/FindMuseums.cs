using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Musenor.Museums;

namespace Musenor.Interop.Mapping;

/// <summary>
/// The museum that a record names: by its Muséofile code, else by its name and town in the directory; unknown there, it is announced, with
/// or without a code.
/// </summary>
internal sealed class FindMuseums(MuseumDirectory directory, AnnounceMuseum announce)
{
    private volatile Known? _known;

    private sealed record Known(long Revision, IReadOnlyDictionary<string, string> ByName);

    /// <summary>For one transaction: what it announces is gone when it is undone.</summary>
    public sealed class Turn(FindMuseums find, DbConnection connection, DbTransaction transaction, IReadOnlyDictionary<string, string> byName)
    {
        private readonly Dictionary<(string, string, string), string> _found = [];

        public async Task<string> Id(string code, string name, string city)
        {
            if (_found.TryGetValue((code, name, city), out var known))
            {
                return known;
            }

            var id = code.Length > 0 ? code : byName.GetValueOrDefault(NameWords.SearchKey(name, city)) ?? byName.GetValueOrDefault(NameWords.SearchKey(name)) ?? Own(name, city);
            await find.Announce(connection, transaction, id, name, city);
            return _found[(code, name, city)] = id;
        }
    }

    /// <summary>Begun before the transaction, which reads the directory through another connection.</summary>
    public async Task<Func<DbConnection, DbTransaction, Turn>> Begin(CancellationToken stop)
    {
        var snapshot = await directory.Read(stop);
        var known = _known is { } last && last.Revision == snapshot.Revision ? last : _known = Read(snapshot);
        return (connection, transaction) => new Turn(this, connection, transaction, known.ByName);
    }

    private Task<bool> Announce(DbConnection connection, DbTransaction transaction, string id, string name, string city) => announce.Run(connection, transaction, id, name, city);

    /// <summary>A name alone finds a museum where one only has it.</summary>
    private static Known Read(MuseumDirectory.Snapshot snapshot)
    {
        var byName = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var same in snapshot.All.GroupBy(m => NameWords.SearchKey(m.Name)).Where(g => g.Count() == 1))
        {
            byName[same.Key] = same.First().Id;
        }

        foreach (var museum in snapshot.All.Where(m => m.City.Length > 0))
        {
            byName.TryAdd(NameWords.SearchKey(museum.Name, museum.City), museum.Id);
        }

        return new Known(snapshot.Revision, byName);
    }

    /// <summary>A museum without Muséofile code has a code of ours: the same name and town always give the same.</summary>
    private static string Own(string name, string city) =>
        $"R-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(NameWords.SearchKey(name, city))), 0, 4)}";
}
