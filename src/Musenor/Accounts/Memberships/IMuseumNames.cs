namespace Musenor.Accounts.Memberships;

/// <summary>What accounts show of museums. Answered by the room that owns them (decision 0015).</summary>
public interface IMuseumNames
{
    /// <summary>All museums, in the order of the directory.</summary>
    Task<IReadOnlyList<MuseumName>> All(CancellationToken stop);
}

/// <param name="IsNetwork">Of the network: where there is one, the others are not proposed in forms.</param>
public sealed record MuseumName(string Id, string Name, bool IsNetwork);

/// <summary>Names by identifier; an unknown museum is called by its code.</summary>
public sealed class MuseumNames(IMuseumNames museums)
{
    public sealed class Known(IReadOnlyList<MuseumName> all)
    {
        private readonly Dictionary<string, string> _names = all.ToDictionary(m => m.Id, m => m.Name, StringComparer.Ordinal);

        /// <summary>Empty for no museum.</summary>
        public string this[string? id] => id is null ? "" : _names.GetValueOrDefault(id, id);

        public bool Has(string id) => _names.ContainsKey(id);

        /// <summary>Those to choose from, among those given (null: all).</summary>
        public IEnumerable<MuseumName> Choices(IReadOnlyList<string>? among = null) => among is null
            ? all.Where(m => m.IsNetwork || !all.Any(other => other.IsNetwork))
            : all.Where(m => among.Contains(m.Id));
    }

    public async Task<Known> Read(CancellationToken stop = default) => new(await museums.All(stop));
}
