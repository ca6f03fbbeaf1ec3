using Dapper;
using Musenor.Collections.Media.Photographs;
using Musenor.Storage;

namespace Musenor.Collections.Media.Iiif;

/// <summary>What the image server knows of a picture before it opens it.</summary>
public sealed record ImageFacts
{
    public string Id { get; init; } = "";

    public string Ref { get; init; } = "";

    public string? MasterHash { get; init; }

    public string Licence { get; init; } = "";

    public string State { get; init; } = "";

    public bool IsWithdrawn => State == "withdrawn";
}

/// <summary>
/// Finds a picture and the best file that its licence allows: the master where it is open, what may be downloaded where nobody told, what the
/// page shows where rights are reserved, or where there never was a master. What may not be taken away whole is not given tile by tile either.
/// </summary>
public sealed class FindImage(Database database, Masters masters, Pictures pictures, MakeDerivatives derivatives, SourceHeads heads)
{
    /// <summary>Null when no notice has this picture.</summary>
    public async Task<ImageFacts?> Run(string id, CancellationToken stop)
    {
        if (!Pictures.IsId(id))
        {
            return null;
        }

        await using var connection = await database.Open(stop);
        return await connection.QueryFirstOrDefaultAsync<ImageFacts>(
            "select i.id, i.ref, i.master_hash, i.licence, n.state from notice_image i join notice n on n.ref = i.ref where i.id = @id", new { id });
    }

    /// <summary>Null when the files are not on the disk.</summary>
    public ImageSource? Source(ImageFacts image)
    {
        if (image.MasterHash is { } hash && Licence.IsOpen(image.Licence) && masters.Find(hash) is { } master)
        {
            return Of(hash, master);
        }

        var side = MakeDerivatives.Sides[^1];
        if (image.MasterHash is not null && image.Licence != Licence.Reserved && derivatives.Find(image.Id, side) is { } sized)
        {
            return Of($"{image.Id}-{side}", sized);
        }

        return pictures.Find(image.Id, Pictures.Widths[^1]) is { } derived ? Of(image.Id, derived) : null;
    }

    private ImageSource Of(string key, string path)
    {
        var (width, height) = heads.Size(path);
        return new ImageSource(key, path, width, height, File.GetLastWriteTimeUtc(path));
    }
}
