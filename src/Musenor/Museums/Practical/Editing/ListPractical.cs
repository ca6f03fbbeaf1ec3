using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Museums.Practical.Editing;

/// <summary>A museum whose practical page a person may edit, with the state of its hours.</summary>
internal sealed record PracticalLine(Museum Museum, string HoursState, DateOnly? ConfirmedOn, bool IsToConfirm);

/// <summary>The museums whose practical page a person may edit: their own, or all for the network's team.</summary>
internal sealed class ListPractical(MuseumDirectory directory, PracticalShelf shelf, TimeProvider clock)
{
    public async Task<IReadOnlyList<PracticalLine>> Run(Person who, string query = "", bool toConfirm = false, CancellationToken stop = default)
    {
        var snapshot = await directory.Read(stop);
        var mine = who.Museums(Rights.EditMuseum) is { } ids ? snapshot.All.Where(m => ids.Contains(m.Id)) : snapshot.All.Where(m => !toConfirm || m.IsNetwork || !snapshot.HasNetwork);
        var facts = (await shelf.Read(stop)).ById;
        var yearAgo = ParisDay.Today(clock).AddMonths(-12);
        string[] words = [.. NameWords.SearchWords(query).Select(w => $" {w}")];
        return [.. mine.Where(m => words.All(w => m.SearchKey.Contains(w, StringComparison.Ordinal))).Select(m => Line(m, facts.GetValueOrDefault(m.Id), yearAgo)).Where(l => l.IsToConfirm || !toConfirm)];
    }

    /// <summary>Never confirmed, or a year ago, or words that nobody has entered as hours yet.</summary>
    private static PracticalLine Line(Museum museum, PracticalFacts? facts, DateOnly yearAgo) =>
        new(museum, facts?.HoursState ?? "none", facts?.ConfirmedOn, facts is not { HoursState: "structured", ConfirmedOn: { } day } || day < yearAgo);
}
