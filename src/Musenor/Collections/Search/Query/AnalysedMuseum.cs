using System.Runtime.CompilerServices;
using Musenor.Collections.Search.Analysis;
using Musenor.Museums;

namespace Musenor.Collections.Search.Query;

/// <summary>The words of a museum's name and town, analysed once a directory.</summary>
internal sealed class AnalysedMuseum
{
    private static readonly ConditionalWeakTable<MuseumDirectory.Snapshot, AnalysedMuseum[]> Known = [];
    private readonly HashSet<string> _stems;
    private readonly HashSet<string> _town;
    private readonly string[] _exact;

    private AnalysedMuseum(Museum museum)
    {
        Id = museum.Id;
        var words = FrenchAnalyser.Words($"{museum.Name} {museum.City} {museum.Id}");
        _stems = [.. words.SelectMany(FrenchAnalyser.Stems)];
        _exact = [.. words.Select(FrenchAnalyser.Exact)];
        _town = [.. FrenchAnalyser.Words(museum.City).Where(w => !FrenchAnalyser.IsEmpty(w)).Select(FrenchAnalyser.Exact)];
    }

    public string Id { get; }

    public static AnalysedMuseum[] Of(MuseumDirectory.Snapshot museums) =>
        Known.GetValue(museums, static all => [.. all.ById.Values.Select(m => new AnalysedMuseum(m))]);

    public bool HasAll(string text) =>
        FrenchAnalyser.Words(text).All(w => FrenchAnalyser.IsEmpty(w) || FrenchAnalyser.Stems(w).Any(_stems.Contains));

    /// <summary>The town holds this word: the bare box finds « Valenciennes » even where the notice does not say it.</summary>
    public bool IsIn(string word) => _town.Contains(FrenchAnalyser.Exact(word));

    public bool HasStart(string start) => Array.Exists(_exact, w => w.StartsWith(start, StringComparison.Ordinal));
}
