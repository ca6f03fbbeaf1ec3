using System.Net;
using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Generation;
using Musenor.Collections.Media;
using Musenor.Collections.Media.Drawing;
using Musenor.Collections.Search;
using Musenor.Files.Images;
using Musenor.Storage;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Media;

public sealed class PicturesTests
{
    [Fact]
    public async Task Serves_a_picture_at_each_width_for_a_year()
    {
        await using var portal = await WithPictures();
        var id = await FirstPicture(portal);
        foreach (var width in Pictures.Widths)
        {
            using var answer = await portal.Visitor().GetAsync(new Uri($"/images/{id}-{width}.webp", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("image/webp", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("public, max-age=31536000, immutable", string.Join(", ", answer.Headers.GetValues("Cache-Control")));
            Assert.Equal(width, Vips.Size(await answer.Content.ReadAsByteArrayAsync()).Width);
        }
    }

    [Fact]
    public async Task Answers_404_to_what_is_not_a_picture_of_the_list()
    {
        await using var portal = await WithPictures();
        var id = await FirstPicture(portal);
        string[] wrong = [$"/images/{id}-161.webp", $"/images/{new string('0', 24)}-160.webp", "/images/..%2F..%2Fmusenor.db-160.webp", "/images/../musenor-160.webp", $"/images/{id.ToUpperInvariant()}x-160.webp", "/images/-160.webp"];
        foreach (var address in wrong)
        {
            using var answer = await portal.Visitor().GetAsync(new Uri(address, UriKind.Relative));
            Assert.True(answer.StatusCode == HttpStatusCode.NotFound, $"{address} : {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Shows_the_search_what_has_a_picture_at_once()
    {
        await using var portal = await WithPictures();
        var found = await portal.Ask<SearchNotices, SearchResult>(s => s.Run(SearchState.Read(new Microsoft.AspNetCore.Http.QueryCollection(new Dictionary<string, Microsoft.Extensions.Primitives.StringValues> { ["image"] = "1" }))));
        Assert.Equal(4, found.Total);
        Assert.All(found.Lines, l => Assert.Contains("Dessin de démonstration", l.Image!.Alt, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_counts_the_largest_file_of_each_picture()
    {
        await using var portal = await WithPictures();
        var found = await portal.Ask<SearchNotices, SearchResult>(s => s.Run(new SearchState().With("image", "1")));
        var pictures = portal.Services.GetRequiredService<Pictures>();
        var files = found.Lines.Sum(l => new FileInfo(pictures.Find(l.Image!.Id, 480)!).Length);
        Assert.Equal(files + (900 * found.Lines.Count), found.Lines.Sum(l => l.Image!.Weight(480)));
        var with = await Told(portal, "/collections?image=1");
        var without = await Told(portal, "/collections?image=1&vue=carte");
        Assert.True((with - without) * 1000 > files, $"{with} {without} {files}");
    }

    private static async Task<int> Told(MusenorFixture portal, string address) => int.Parse(
        System.Text.RegularExpressions.Regex.Match(await portal.Visitor().GetStringAsync(address), @"au plus (\d+)").Groups[1].Value,
        System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task Draws_only_what_is_missing()
    {
        await using var portal = await WithPictures();
        await Fill(portal);
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        Assert.Equal(4, await connection.ExecuteScalarAsync<int>("select count(*) from notice_image"));
    }

    [Fact]
    public void Draws_the_same_picture_for_the_same_number()
    {
        Assert.Equal(DrawPicture.Run("peinture", 5).Svg, DrawPicture.Run("peinture", 5).Svg);
        Assert.NotEqual(DrawPicture.Run("peinture", 5).Svg, DrawPicture.Run("peinture", 6).Svg);
    }

    [Fact]
    public void Says_in_the_picture_what_it_is() =>
        Assert.Contains("translate", Encoding.UTF8.GetString(DrawPicture.Run("sculpture", 1).Svg), StringComparison.Ordinal);

    [Fact]
    public void Leaves_no_metadata_of_a_photograph()
    {
        var photograph = JpegWithExif();
        Assert.Contains("Exif", Latin(photograph), StringComparison.Ordinal);
        var folder = Directory.CreateTempSubdirectory("musenor-");
        var pictures = new Pictures(new DataFolder(folder.FullName));
        pictures.Derive(new string('a', 24), photograph);
        foreach (var width in Pictures.Widths)
        {
            var derived = Latin(File.ReadAllBytes(pictures.Find(new string('a', 24), width)!));
            Assert.True(!new[] { "Exif", "EXIF", "XMP ", "ICCP", "Jeanne" }.Any(m => derived.Contains(m, StringComparison.Ordinal)), $"{width}");
        }

        folder.Delete(recursive: true);
    }

    [Fact]
    public void Says_in_words_that_a_file_is_no_picture() =>
        Assert.StartsWith("L’image ne peut pas être lue", Assert.Throws<UnreadablePicture>(() => Vips.Pixels("pas une image"u8.ToArray(), 160)).Message, StringComparison.Ordinal);

    // 16 × 12 pixels of one colour.
    private const string Jpeg =
        "/9j/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpK" +
        "SkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAMABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAT/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAA" +
        "AwT/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCcBWd//9k=";

    /// <summary>A JPEG whose EXIF names an author.</summary>
    private static byte[] JpegWithExif()
    {
        var jpeg = Convert.FromBase64String(Jpeg);
        // One IFD, one tag: Artist (0x013B), text of 8 bytes at offset 26.
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x3B, 0x01, 2, 0, 7, 0, 0, 0, 26, 0, 0, 0, 0, 0, 0, 0, .. "Jeanne\0\0"u8];
        byte[] exif = [0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    private static async Task<MusenorFixture> WithPictures()
    {
        var portal = new MusenorFixture();
        await portal.Services.GetRequiredService<Migrator>().Run();
        await Fill(portal);
        return portal;
    }

    private static Task<Outcome> Fill(MusenorFixture portal) => portal.Ask<GenerateNotices, Outcome>(g => g.Run(new GenerateNotices.Form(12, Photos: 4)));

    private static async Task<string> FirstPicture(MusenorFixture portal)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return (await connection.ExecuteScalarAsync<string>("select min(id) from notice_image"))!;
    }

    private static string Latin(byte[] file) => Encoding.Latin1.GetString(file);
}
