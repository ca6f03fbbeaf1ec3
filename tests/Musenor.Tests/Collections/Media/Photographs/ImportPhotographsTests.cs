using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Photographs;
using Musenor.Collections.Search;
using Musenor.Files.Images;
using Musenor.Tests.Corpora;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs;

public sealed class ImportPhotographsTests : IAsyncLifetime
{
    private PhotosPortal _photos = null!;

    public async Task InitializeAsync() => _photos = await PhotosPortal.Start();

    public async Task DisposeAsync() => await _photos.DisposeAsync();

    [Fact]
    public async Task Photographs_of_a_folder_join_their_notices_in_the_order_of_their_names()
    {
        _photos.Put("2010-1-1 (verso).jpg", PhotosPortal.Jpeg(1));
        _photos.Put("2010.1.1_2.jpg", PhotosPortal.Jpeg(2));
        _photos.Put("sous-dossier/2010.1.1.jpg", PhotosPortal.Jpeg(3));
        _photos.Put("M0638000124.jpg", PhotosPortal.Jpeg(4));
        _photos.Put("Thumbs.db", [1, 2, 3]);
        var report = await _photos.Import(change: f => f with { Licence = "cc0", Photographer = "Jeanne Martin" });
        Assert.Equal("4 attached, 0 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(report));
        var images = await _photos.Images("M0638000123");
        Assert.Equal(["2010.1.1.jpg", "2010-1-1 (verso).jpg", "2010.1.1_2.jpg"], images.Select(i => i.FileName));
        Assert.Equal((1, "Verso", Licence.PublicDomain, "Jeanne Martin", "photograph"), (images[0].Position, images[1].Caption, images[1].Licence, images[1].Photographer, images[1].Kind));
        var found = await _photos.Portal.Search("moisson", s => s.With("image", "1").With("droits", "libre"));
        Assert.Equal("M0638000123", Assert.Single(found.Lines).Ref);
    }

    [Fact]
    public async Task Masters_stay_as_they_came_under_the_hash_of_their_bytes()
    {
        var bytes = SpeakingPhotograph.Jpeg(6);
        _photos.Put("2010.1.1.jpg", bytes);
        await _photos.Import();
        var image = Assert.Single(await _photos.Images("M0638000123"));
        var master = _photos.Portal.Services.GetRequiredService<Masters>().Find(image.MasterHash!)!;
        Assert.Equal(bytes, await File.ReadAllBytesAsync(master));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), image.MasterHash);
        // EXIF says that the camera was held upright.
        Assert.Equal((400, 600), (image.Width, image.Height));
    }

    [Fact]
    public async Task No_derivative_tells_anything_but_pixels()
    {
        _photos.Put("2010.1.1.jpg", SpeakingPhotograph.Jpeg(1));
        await _photos.Import();
        var image = Assert.Single(await _photos.Images("M0638000123"));
        foreach (var width in Pictures.Widths)
        {
            var webp = await File.ReadAllBytesAsync(_photos.Portal.Services.GetRequiredService<Pictures>().Find(image.Id, width)!);
            Assert.Equal(["VP8 "], PhotosPortal.Chunks(webp));
        }

        foreach (var side in MakeDerivatives.Sides)
        {
            var jpeg = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(_photos.Portal.Services.GetRequiredService<MakeDerivatives>().Find(image.Id, side)!));
            Assert.DoesNotContain([.. SpeakingPhotograph.Secrets, "Exif\0", "Photoshop"], secret => jpeg.Contains(secret, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Every_kind_that_museums_have_is_read()
    {
        var sixteen = Vips.Convert(PngFile.Picture(700, 300), 700, ".tif[bitdepth=16]", toSrgb: true);
        _photos.Put("2010.1.1_1.jpg", SoundFiles.Jpeg);
        _photos.Put("2010.1.1_2.tif", SoundFiles.Tiff);
        _photos.Put("2010.1.1_3.png", SoundFiles.Png);
        _photos.Put("2010.1.1_4.webp", SoundFiles.WebP);
        _photos.Put("2010.1.1_5.heic", SoundFiles.Heic);
        _photos.Put("2010.1.1_6.tif", Vips.Convert(PngFile.Picture(1024, 700), 1024, ".tif[tile,pyramid,compression=jpeg]", toSrgb: true));
        _photos.Put("2010.1.1_7.tif", sixteen);
        var report = await _photos.Import();
        Assert.Equal("7 attached, 0 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(report));
        var images = await _photos.Images("M0638000123");
        // The whole of the pyramid, and not one of its small levels.
        Assert.Equal((1024, 700, 960), (images[5].Width, images[5].Height, Vips.Size(await Bytes(images[5], 960)).Width));
        Assert.All(images.Skip(1), i => Assert.True(long.Parse(i.Downloads.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture) > 0, i.FileName));
        Assert.All(images, i => Assert.Matches("^[0-9a-f]{6}( [0-9a-f]{6}){1,4}$", i.Colours));
    }

    [Fact]
    public async Task The_same_file_twice_is_one_picture_and_for_two_notices_one_master()
    {
        var bytes = PhotosPortal.Jpeg();
        _photos.Put("2010.1.1.jpg", bytes);
        _photos.Put("2010.1.1_2.jpg", bytes);
        _photos.Put("2010.1.2.jpg", bytes);
        Assert.Equal("2 attached, 1 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
        Assert.Equal((2, 1), (await _photos.Query<int>("select count(*) from notice_image"), await _photos.Query<int>("select count(*) from picture_master")));
        var before = await _photos.Everything();
        Assert.Equal("0 attached, 3 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
        Assert.Equal(before, await _photos.Everything());
    }

    [Fact]
    public async Task What_no_name_settles_waits_in_the_tray_of_the_museum()
    {
        _photos.Put("IMG_1.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("2010.1.1.9.jpg", PhotosPortal.Jpeg(2));
        Assert.Equal("0 attached, 0 unchanged, 2 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
        Assert.Equal("M0638000123", await _photos.Query<string>("select candidates from photograph_waiting where why = 'doubtful'"));
        Assert.Equal("0 attached, 2 unchanged, 0 waiting, 0 rejected", PhotosPortal.Counts(await _photos.Import()));
    }

    [Fact]
    public async Task A_folder_named_by_a_museum_says_whose_files_it_holds()
    {
        _photos.Put("M0160/2010.1.1.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("m0638/campagne 2024/2010.1.1.jpg", PhotosPortal.Jpeg(2));
        _photos.Put("M0638000124-2.jpg", PhotosPortal.Jpeg(3));
        _photos.Put("2010.1.2.jpg", PhotosPortal.Jpeg(4));
        var report = await _photos.Import(museum: null);
        Assert.Equal("3 attached, 0 unchanged, 0 waiting, 1 rejected", PhotosPortal.Counts(report));
        Assert.Contains("--museum", Assert.Single(report.Remarks).Problem, StringComparison.Ordinal);
        Assert.Single(await _photos.Images("M0160000001"));
    }

    [Fact]
    public async Task A_list_says_what_files_show_and_more()
    {
        _photos.Put("a.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("b.jpg", PhotosPortal.Jpeg(2));
        _photos.Put("c.jpg", PhotosPortal.Jpeg(3));
        var list = _photos.Put("liste.csv", Encoding.Latin1.GetBytes("Fichier;Ref;Inventaire;Légende;Photographe;Licence;Ordre\na.jpg;;2010-1-1;Dos;A. Dupré;CC BY 4.0;2\nb.jpg;M0638000123;;Face;;;1\nc.jpg;;404.404;;;;\nabsent.jpg;M0638000124;;;;;\nd.jpg;M0638000124;;;;propriété;\n"));
        var report = await _photos.Import(change: f => f with { List = list, Licence = Licence.OpenLicence });
        Assert.Equal("2 attached, 0 unchanged, 1 waiting, 2 rejected", PhotosPortal.Counts(report));
        Assert.Equal(["ligne 6 de la liste", "absent.jpg"], report.Remarks.Select(r => r.Path));
        var images = await _photos.Images("M0638000123");
        Assert.Equal(["Face", "Dos"], images.Select(i => i.Caption));
        Assert.Equal((Licence.OpenLicence, "CC BY 4.0", "A. Dupré"), (images[0].Licence, images[1].Licence, images[1].Photographer));
    }

    [Fact]
    public async Task A_list_or_a_museum_that_is_not_there_stops_before_anything()
    {
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg());
        var list = _photos.Put("l.csv", "a;b\n1;2\n"u8.ToArray());
        Assert.Contains("colonne « fichier »", (await _photos.Import(change: f => f with { List = list })).Refusal!.Replace('\u00a0', ' '), StringComparison.Ordinal);
        Assert.Contains("M9999", (await _photos.Import(museum: "M9999")).Refusal, StringComparison.Ordinal);
        Assert.Contains("n’existe pas", (await _photos.Import("/nulle/part")).Refusal, StringComparison.Ordinal);
        Assert.Contains("Licence Ouverte 2.0", (await _photos.Import(change: f => f with { Licence = "gratuite" })).Refusal, StringComparison.Ordinal);
        Assert.Equal(0, await _photos.Query<int>("select count(*) from notice_image"));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_keeps_nothing()
    {
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("IMG_1.jpg", PhotosPortal.Jpeg(2));
        _photos.Put("lisez.pdf", SoundFiles.Pdf);
        Assert.Equal("1 attached, 0 unchanged, 1 waiting, 1 rejected", PhotosPortal.Counts(await _photos.Import(change: f => f with { IsDryRun = true })));
        Assert.Equal("", await _photos.Everything());
    }

    [Fact]
    public async Task Before_and_after_a_restoration_are_a_pair()
    {
        _photos.Put("2010.1.1 après restauration.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("2010.1.1 avant restauration.jpg", PhotosPortal.Jpeg(2));
        await _photos.Import();
        var images = await _photos.Images("M0638000123");
        Assert.Equal((2, "Avant restauration", images[0].Id), (images.Count, images[0].Caption, images[1].BeforeId));
    }

    [Fact]
    public async Task A_photograph_takes_the_place_of_a_drawing()
    {
        await _photos.Portal.Ask((StorePicture store) => store.Run([new("M0638000123", SoundFiles.Png, "drawn", Licence.PublicDomain, "le programme", "Dessin")]));
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg());
        await _photos.Import();
        Assert.Equal("photograph", Assert.Single(await _photos.Images("M0638000123")).Kind);
    }

    private async Task<byte[]> Bytes(NoticeImage image, int width) => await File.ReadAllBytesAsync(_photos.Portal.Services.GetRequiredService<Pictures>().Find(image.Id, width)!);
}
