using Musenor.Storage;

namespace Musenor.Interop.OaiPmh;

/// <summary>What the page of the repository takes for its examples; nulls while nothing is told.</summary>
/// <param name="Identifier">Of a record.</param>
/// <param name="Set">Of a museum.</param>
internal sealed record DepotExample(string? Identifier, string? Set, string? SetName);

/// <summary>Two look-ups in indexes.</summary>
internal sealed class ReadDepotExample(Database database, OaiSettings settings)
{
    public async Task<DepotExample> Run(CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var set = await ReadItems.MuseumSet(connection);
        return new DepotExample(await ReadItems.Sample(connection) is { } sample ? settings.Identifiers.Of(sample) : null, set?.Spec, set?.Name);
    }
}
