using System.Runtime.CompilerServices;
using Musenor.Files.Images;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs;

public sealed class RealPhotographsTests
{
    [RealPhotographsFact]
    public async Task Real_photographs_and_pyramids_of_museums_go_in()
    {
        await using var photos = await PhotosPortal.Start();
        var folder = RealPhotographsFactAttribute.Folder();
        var files = Directory.GetFiles(Path.Combine(folder, "art-institute"), "*.jpg").Order(StringComparer.Ordinal).Take(8).Concat(Directory.GetFiles(Path.Combine(folder, "tiff"), "*.tif").Order(StringComparer.Ordinal)).ToArray();
        var list = photos.Put("liste.csv", System.Text.Encoding.UTF8.GetBytes("fichier;inventaire;ordre\n" + string.Join('\n', files.Select((f, i) => $"{Path.GetFileName(f)};2010.1.1;{i + 1}"))));
        foreach (var part in new[] { "art-institute", "tiff" })
        {
            await photos.Import(Path.Combine(folder, part), change: f => f with { List = list });
        }

        var images = await photos.Images("M0638000123");
        Assert.Equal(files.Select(Path.GetFileName), images.Select(i => i.FileName));
        Assert.Equal((4993, 3877), (images[8].Width, images[8].Height));
        Assert.All(images, i => Assert.Equal((i.Width, i.Height), (Vips.Head(Path.Combine(folder, i.FileName.EndsWith(".tif", StringComparison.Ordinal) ? "tiff" : "art-institute", i.FileName)) is var head ? (head.Width, head.Height) : default)));
        foreach (var file in Directory.GetFiles(Path.Combine(photos.Portal.Folder, "pictures"), "*.webp", SearchOption.AllDirectories))
        {
            Assert.True(PhotosPortal.Chunks(await File.ReadAllBytesAsync(file)).All(c => c is "VP8 "), file);
        }
    }
}

/// <summary>A test on the real photographs kept beside the repository; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealPhotographsFactAttribute : FactAttribute
{
    public RealPhotographsFactAttribute()
    {
        if (!Directory.Exists(Folder()))
        {
            Skip = "The real photographs (../shared/data/images) are not beside the repository.";
        }
    }

    // Beside the repository, or one folder higher for a second working copy of it.
    public static string Folder([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../../.."));
        return new[] { root, Path.GetDirectoryName(root)! }.Select(r => Path.Combine(r, "shared/data/images")).FirstOrDefault(Directory.Exists) ?? Path.Combine(root, "shared/data/images");
    }
}
