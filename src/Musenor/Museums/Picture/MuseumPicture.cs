using Musenor.Files;
using Musenor.Files.Serving;
using Musenor.Museums.Practical;

namespace Musenor.Museums.Picture;

/// <summary>The photograph of a museum: everybody sees its images, nobody its original, which still tells where it was taken.</summary>
internal sealed class MuseumPicture(PracticalShelf shelf) : IFileGate
{
    public const string Kind = "museum";

    /// <summary>Pixels across, where the browser chooses none.</summary>
    public const int Shown = 960;

    public static readonly FilePurpose Purpose = new("museum-picture", FilePurpose.Photographs, 20L * 1024 * 1024);

    public string OwnerKind => Kind;

    public async ValueTask<FileRight> Ask(StoredFile file, HttpContext context) =>
        file.OwnerId is { } museum && (await shelf.Read(context.RequestAborted)).ById.TryGetValue(museum, out var facts) && facts.PictureFile == file.Id ? FileRight.Images : FileRight.Nothing;

    public static string Address(string file, int width) => $"/fichiers/{file}/image-{width}.webp";
}
