using Musenor.Accounts.Access;
using Musenor.Collections.Quality;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Collections.Quality;

public sealed class TrendTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Notice("R1", "M0638", ("TITR", "Vase"), ("TECH", "grès"), ("DIMS", "H. 2"), ("LOCA", "Valenciennes"));
        await _portal.Notice("R2", "M0638", ("TITR", "Assiette"), ("TECH", "grès"), ("LOCA", "Valenciennes"));
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    private Task<int> Snapshot() => _portal.Ask((TakeSnapshot take) => take.Run());

    [Fact]
    public async Task A_day_is_counted_once_however_often_it_is_asked()
    {
        Assert.Equal(1, await Snapshot());
        Assert.Equal(1, await Snapshot());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Snapshot)));
        Assert.Equal(Indicator.All.Count, await _portal.Query<long>("select count(*) from quality_day"));
        Assert.Equal((1, 2), ((int)await _portal.Query<long>("select count from quality_day where indicator = 'completer'"), (int)await _portal.Query<long>("select total from quality_day where indicator = 'completer'")));
    }

    [Fact]
    public async Task Counted_again_the_same_day_the_later_count_stands()
    {
        await Snapshot();
        await _portal.Edit(await _portal.Curator("claire"), "R2", ("DIMS", "H. 3"));
        await Snapshot();
        Assert.Equal(0, await _portal.Query<long>("select count from quality_day where indicator = 'completer'"));
    }

    [Fact]
    public async Task Progress_compares_a_museum_with_itself_over_twelve_months()
    {
        await Snapshot();
        _portal.Clock.Advance(TimeSpan.FromDays(100));
        await _portal.Edit(await _portal.Curator("claire"), "R2", ("DIMS", "H. 3"));
        var now = await _portal.Ask((ReadQuality read) => read.Run(Person.Operator));
        Assert.Equal(50, (await _portal.Ask((ReadTrend trend) => trend.Progress(now)))["M0638"].Points);
        _portal.Clock.Advance(TimeSpan.FromDays(300));
        Assert.Empty(await _portal.Ask((ReadTrend trend) => trend.Progress(now)));
    }

    [Fact]
    public async Task Months_keep_their_last_count_and_old_days_are_thinned()
    {
        for (var i = 0; i < 70; i++)
        {
            await Snapshot();
            _portal.Clock.Advance(TimeSpan.FromDays(1));
        }

        var months = await _portal.Ask((ReadTrend trend) => trend.Months("M0638"));
        Assert.InRange(months.Count(m => m.Indicator == "completer"), 3, 4);
        _portal.Clock.Advance(TimeSpan.FromDays(420));
        await Snapshot();
        Assert.InRange(await _portal.Query<long>("select count(distinct day) from quality_day"), 3, 4);
    }

    [Fact]
    public void The_drawing_says_its_conclusion_and_fits_its_budget()
    {
        System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");
        var counts = Enumerable.Range(0, 12).SelectMany(i => new[] { ("completer", 40 - i), ("image", 90 - i) }.Select(c => new DayCount { Day = new DateOnly(2026, 1, 1).AddMonths(i), Indicator = c.Item1, Count = c.Item2, Total = 100 })).ToList();
        var chart = TrendChart.Of(counts)!;
        Assert.Equal("Depuis le 1er janvier 2026, les fiches minimum complètes sont passées de 60 % à 71 % : 11 points de plus.".Replace("1er", "1", StringComparison.Ordinal), chart.Sentence.Replace('\u00a0', ' ').Replace('\u202f', ' '));
        Assert.Equal(2, chart.Lines.Count);
        Assert.True(Math.Abs(chart.Lines[0].LabelY - chart.Lines[1].LabelY) >= 16);
        Assert.Null(TrendChart.Of([.. counts.Take(2)]));
    }
}
