using Musenor.Accounts.Memberships;

namespace Musenor.Museums;

/// <summary>Answers what accounts show of museums: name and town.</summary>
internal sealed class NamesForAccounts(MuseumDirectory directory) : IMuseumNames
{
    public async Task<IReadOnlyList<MuseumName>> All(CancellationToken stop) =>
        [.. (await directory.Read(stop)).All.Select(m => new MuseumName(m.Id, m.City.Length == 0 ? m.Name : $"{m.Name} ({m.City})", m.IsNetwork))];
}
