using Musenor.Web;

namespace Musenor.Interop.OaiPmh;

/// <summary>One question that the repository was asked, and what its answer is worth.</summary>
/// <param name="Query">As a harvester would write it.</param>
/// <param name="Fault">A sentence; null when the answer conforms.</param>
internal sealed record DepotCheck(string Name, string Query, string? Fault)
{
    /// <summary>Conforms, and has nothing to tell.</summary>
    public bool IsEmpty { get; init; }

    public bool Conforms => Fault is null;

    public static string Words(string key, params object?[] values) => values.Length == 0 ? Texts.Of("Interop")[$"Depot.{key}"] : Texts.Of("Interop")[$"Depot.{key}", values];
}
