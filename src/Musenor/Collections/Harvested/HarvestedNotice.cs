using Musenor.Collections.Notices;

namespace Musenor.Collections.Harvested;

/// <summary>A work of another network on its way in, whole: a field that it does not have is emptied, unless a person decided it here.</summary>
/// <param name="Source">Code of the network, known to <see cref="KeepSource"/>.</param>
/// <param name="Address">Where it already is; null for a work never seen.</param>
/// <param name="MuseumId">In the directory.</param>
public sealed record HarvestedNotice(string Source, string? Address, string MuseumId, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The address wanted where the source gives no reference, or gives one that another notice has: « src-CODE-… ».</summary>
    public required string OwnAddress { get; init; }

    /// <summary>Joconde reference that the source gives; it becomes the address where nobody else has it.</summary>
    public string? Reference { get; init; }

    public Elsewhere Elsewhere { get; init; } = Elsewhere.None;

    /// <summary>Field → terms of the vocabulary that stand for those of the source; only the fields where they differ.</summary>
    public IReadOnlyDictionary<string, string> Harmonised { get; init; } = new Dictionary<string, string>();
}

/// <summary>What became of one harvested work.</summary>
/// <param name="Before">Its words until now; null for a work that enters or comes back.</param>
public sealed record TakenNotice(string Ref, Written Result, IReadOnlyDictionary<string, string>? Before);
