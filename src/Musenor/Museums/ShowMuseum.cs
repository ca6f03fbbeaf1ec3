using Dapper;
using Musenor.Museums.Practical;
using Musenor.Storage;

namespace Musenor.Museums;

/// <summary>Everything public about one museum, in the source's words.</summary>
internal sealed record MuseumRecord(Museum Museum, IReadOnlyDictionary<string, string> Fields, int Works)
{
    /// <summary>Some of its works can be seen: there is a collection of manifests.</summary>
    public bool HasPictures { get; init; }

    /// <summary>Hours, prices, access; null when nothing was ever told.</summary>
    public PracticalView? Practical { get; init; }

    public string this[string code] => Fields.GetValueOrDefault(code, "");

    /// <summary>The ministry's directory described it; otherwise only the network's list or some notices name it.</summary>
    public bool FromMuseofile => Fields.ContainsKey("REF");
}

/// <summary>Finds a museum by its address or by its code, in any case; null when there is none.</summary>
internal sealed class ShowMuseum(MuseumDirectory directory, WorksOnline worksOnline, PracticalShelf shelf, Database database, TimeProvider clock)
{
    public async Task<MuseumRecord?> Run(string slugOrCode, CancellationToken stop = default)
    {
        var snapshot = await directory.Read(stop);
        var museum = snapshot.BySlug.GetValueOrDefault(slugOrCode.ToLowerInvariant()) ?? snapshot.ById.GetValueOrDefault(slugOrCode);
        if (museum is null)
        {
            return null;
        }

        await using var connection = await database.Open(stop);
        var fields = await connection.ExecuteScalarAsync<string>(new CommandDefinition("select fields from museum where id = @Id", museum, cancellationToken: stop));
        var works = await worksOnline.Count(stop);
        var practical = await shelf.Read(stop);
        return new MuseumRecord(museum, MuseumRegister.Read(fields ?? "{}"), works.GetValueOrDefault(museum.Id))
        {
            HasPictures = await worksOnline.HasPictures(museum.Id, stop),
            Practical = practical.ById.GetValueOrDefault(museum.Id) is { } facts ? new PracticalView(facts, practical.Opening.GetValueOrDefault(museum.Id), clock.GetUtcNow()) : null,
        };
    }
}
