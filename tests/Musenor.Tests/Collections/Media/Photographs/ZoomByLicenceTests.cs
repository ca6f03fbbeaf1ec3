using System.Text.Json;
using Musenor.Collections.Import;
using Musenor.Collections.Media;
using Musenor.CommandLine;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs;

/// <summary>Photographs brought in as museums do, looked at as the image server gives them.</summary>
[Collection("console")]
public sealed class ZoomByLicenceTests : IAsyncLifetime
{
    private PhotosPortal _photos = null!;

    public async Task InitializeAsync() => _photos = await PhotosPortal.Start();

    public async Task DisposeAsync() => await _photos.DisposeAsync();

    [Theory]
    [InlineData(Licence.OpenLicence, 2400)]
    [InlineData("", 1600)]
    [InlineData(Licence.Reserved, 960)]
    public async Task The_zoom_goes_as_far_as_the_licence_lets_one_take(string licence, int width)
    {
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg(0, 2400, 1200));
        await _photos.Import(change: f => f with { Licence = licence });
        var image = Assert.Single(await _photos.Images("M0638000123"));
        using var visitor = _photos.Portal.Visitor();
        using var info = JsonDocument.Parse(await visitor.GetStringAsync($"/iiif/3/{image.Id}/info.json"));
        Assert.Equal((width, width / 2), (info.RootElement.GetProperty("width").GetInt32(), info.RootElement.GetProperty("height").GetInt32()));
        using var manifest = JsonDocument.Parse(await visitor.GetStringAsync("/iiif/presentation/3/M0638000123/manifest"));
        Assert.Equal(width, manifest.RootElement.GetProperty("items")[0].GetProperty("width").GetInt32());
    }

    [Fact]
    public async Task An_import_of_notices_brings_their_photographs_with_it()
    {
        var photos = Path.GetDirectoryName(_photos.Put(Path.Combine("vues", "2026-3-1.jpg"), PhotosPortal.Jpeg(7)))!;
        var notices = _photos.Put("notices.csv", "REF;MUSEO;INV;DOMN;STAT;TITR\nM0638000777;M0638;2026.3.1;peinture;propriété de la commune;Le Beffroi\n"u8.ToArray());
        var before = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            var root = new System.CommandLine.RootCommand { ImportVerb.Import(_photos.Portal.Services) };
            root.Options.Add(new System.CommandLine.Option<bool>("--json") { Recursive = true });
            Assert.Equal(ExitStatus.Done, await root.Parse(["import", notices, "--museum", "M0638", "--photos", photos]).InvokeAsync());
        }
        finally
        {
            Console.SetOut(before);
        }

        Assert.Equal("2026-3-1.jpg", Assert.Single(await _photos.Images("M0638000777")).FileName);
    }
}
