using Musenor.Museums;
using Xunit;

namespace Musenor.Tests.Museums;

public sealed class LoadRegionTests
{
    [Fact]
    public async Task Brings_in_the_90_structures_and_nothing_the_second_time()
    {
        await using var musenor = new MusenorFixture();
        Assert.Equal(90, await musenor.LoadRegion());
        Assert.Equal(0, await musenor.LoadRegion());
        var all = (await musenor.Ask<MuseumDirectory, MuseumDirectory.Snapshot>(d => d.Read())).All;
        Assert.Equal((90, 8), (all.Count(m => m.IsNetwork), all.Count(m => m.MuseofileCode is null)));
        Assert.All(all, m => Assert.NotNull(RegionMap.Place(m)));
        Assert.Equal(["Aisne", "Nord", "Oise", "Pas-de-Calais", "Somme"], all.Select(m => m.Department).Distinct().Order());
    }

    [Fact]
    public async Task Shows_a_page_for_each_structure_without_Museofile_code()
    {
        await using var musenor = new MusenorFixture();
        await musenor.LoadRegion();
        var without = (await musenor.Ask<MuseumDirectory, MuseumDirectory.Snapshot>(d => d.Read())).All.Where(m => m.MuseofileCode is null);
        using var visitor = musenor.Visitor();
        foreach (var museum in without)
        {
            var page = await visitor.GetStringAsync(museum.Url);
            Assert.Contains("Sans code Muséofile", page, StringComparison.Ordinal);
            Assert.Contains("La commune sur OpenStreetMap", page, StringComparison.Ordinal);
        }
    }

    [RealMuseumsFact]
    public async Task Meets_the_ministrys_file_by_code_whichever_comes_first()
    {
        await using var regionFirst = new MusenorFixture();
        await regionFirst.LoadRegion();
        var slug = (await regionFirst.Museum("M0635")).Slug;
        var done = await regionFirst.ImportMuseofile();
        Assert.Equal((1227 - 82, 82), (done.New, done.Changed));

        await using var fileFirst = new MusenorFixture();
        await fileFirst.ImportMuseofile();
        Assert.Equal(90, await fileFirst.LoadRegion());

        foreach (var musenor in new[] { regionFirst, fileFirst })
        {
            var museum = await musenor.Museum("M0635");
            // The ministry's richer name, and still of the network; found under either name.
            Assert.Equal(("Musée de la Tour abbatiale", true), (museum.Name, museum.IsNetwork));
            Assert.Contains(" municipal ", museum.SearchKey, StringComparison.Ordinal);
            var record = await musenor.Ask<ShowMuseum, MuseumRecord?>(show => show.Run("M0635"));
            Assert.Equal("59526", record!["INSEE"]);
            Assert.NotEmpty(record["HIST"]);
            Assert.Equal((1235, 90), await musenor.Ask<MuseumDirectory, (int, int)>(async d => ((await d.Read()).All.Count, (await d.Read()).All.Count(m => m.IsNetwork))));
        }

        Assert.Equal(slug, (await regionFirst.Museum("M0635")).Slug);
        Assert.Equal(0, await regionFirst.LoadRegion());
    }
}
