using FsCheck;
using FsCheck.Fluent;
using Heritage.Standards.Dates;
using Xunit;

namespace Heritage.Standards.Tests.Dates;

public sealed class FrenchDatesTests
{
    [Theory]
    [InlineData("18e siècle", 1701, 1800)]
    [InlineData("2e quart 18e siècle", 1726, 1750)]
    [InlineData("1ère moitié 17e siècle", 1601, 1650)]
    [InlineData("2e moitié 19e siècle", 1851, 1900)]
    [InlineData("16e siècle av JC", -1600, -1501)]
    [InlineData("4e quart 2e siècle av JC", -125, -101)]
    [InlineData("2e millénaire av JC", -2000, -1001)]
    [InlineData("1ère moitié 2e millénaire av JC", -2000, -1501)]
    [InlineData("1er siècle", 1, 100)]
    [InlineData("1er siècle av. J.-C.", -100, -1)]
    [InlineData("IIe siècle av JC", -200, -101)]
    [InlineData("XVIIIe siècle", 1701, 1800)]
    [InlineData("fin 19e siècle", 1876, 1900)]
    [InlineData("début 20e siècle", 1901, 1925)]
    [InlineData("milieu 19e siècle", 1826, 1875)]
    [InlineData("1er quart 20e siècle;4e quart 19e siècle", 1876, 1925)]
    [InlineData("19e siècle (? )", 1801, 1900)]
    [InlineData("18e siècle (?);19e siècle (?)", 1701, 1900)]
    [InlineData("19 e siècle ; incertain", 1801, 1900)]
    [InlineData("fin du 18e siècle ; début du 19e siècle", 1776, 1825)]
    [InlineData("17e-18e siècle", 1601, 1800)]
    [InlineData("dernier quart du XVe siècle", 1476, 1500)]
    [InlineData("seconde moitié du 16e siècle", 1551, 1600)]
    public void Reads_centuries(string text, int from, int to) => Assert.Equal(new YearSpan(from, to), FrenchDates.Parse(text));

    [Theory]
    [InlineData("1922", 1922, 1922)]
    [InlineData("1850-1860", 1850, 1860)]
    [InlineData("1850 - 1860", 1850, 1860)]
    [InlineData("1850-60", 1850, 1860)]
    [InlineData("1617 : vers", 1617, 1617)]
    [InlineData("1803 : date de début ; 1810 : date de fin", 1803, 1810)]
    [InlineData("1863 avant", 1863, 1863)]
    [InlineData("1890 entre ; 1897 et ; ?", 1890, 1897)]
    [InlineData("1850 entre,1900 et", 1850, 1900)]
    [InlineData("1890 vers ; ?", 1890, 1890)]
    [InlineData("vers 1850", 1850, 1850)]
    [InlineData("-50", -50, -50)]
    [InlineData("-50 ; 50", -50, 50)]
    [InlineData("50 av. J.-C.", -50, -50)]
    [InlineData("entre 500 et 450 avant J.-C.", -500, -450)]
    [InlineData("-500 / -450", -500, -450)]
    [InlineData("79", 79, 79)]
    [InlineData("1850..1900", 1850, 1900)]
    [InlineData("années 1950", 1950, 1959)]
    [InlineData("1870/10/24", 1870, 1870)]
    [InlineData("13/7/1895", 1895, 1895)]
    [InlineData("1956-07-04", 1956, 1956)]
    [InlineData("(1821-1830)", 1821, 1830)]
    [InlineData("1939/1945", 1939, 1945)]
    public void Reads_years(string text, int from, int to) => Assert.Equal(new YearSpan(from, to), FrenchDates.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("incertain")]
    [InlineData("Guichard Iris ; Bardin Dominique")]
    [InlineData("époque Louis XV")]
    [InlineData("0")]
    [InlineData("époque Louis-Philippe;époque second Empire")]
    public void Answers_nothing_where_there_is_no_date(string text) => Assert.Null(FrenchDates.Parse(text));

    [Fact]
    public void Never_throws_and_never_turns_time_round()
    {
        string[] words = ["1850", "18e", "siècle", "av", "JC", "quart", "1er", "fin", "entre", "et", "-", ";", "XIX", "millénaire", "0", "..", "/", "999999999999", "vers", "Ie", "ap", "(", ")", "?", "٣٣"];
        var texts = Gen.Elements(words).ListOf().Select(w => string.Join(' ', w)).ToArbitrary();
        Prop.ForAll(texts, text => FrenchDates.Parse(text) is not { } span || (span.From <= span.To && span.From != 0 && span.To != 0)).QuickCheckThrowOnFailure();
        Prop.ForAll(ArbMap.Default.ArbFor<string>().Filter(t => t is not null), text => FrenchDates.Parse(text) is not { } span || span.From <= span.To).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Stays_fast_on_repeated_words()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        string[] parts = [" ", "1 ", "fin ", "fin du et ", "1er quart ", "x", "1-", "1/1 ", "av ", "18e et "];
        foreach (var part in parts)
        {
            FrenchDates.Parse("1" + string.Concat(Enumerable.Repeat(part, 1900 / part.Length)) + " iecle mill");
        }

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    [Fact]
    public void Every_period_of_the_ministrys_list_lies_in_its_century()
    {
        string[] parts = ["1ère moitié ", "2e moitié ", "1er quart ", "2e quart ", "3e quart ", "4e quart ", ""];
        var periods = from number in Enumerable.Range(1, 21) from part in parts select (number, text: $"{part}{number}{(number == 1 ? "er" : "e")} siècle");
        foreach (var (number, text) in periods)
        {
            var span = FrenchDates.Parse(text);
            Assert.True(span is { } s && s.From > (number - 1) * 100 && s.To <= number * 100, text);
        }
    }

    [RealDataFact]
    public void Reads_nearly_every_date_of_the_real_extracts()
    {
        var unread = new List<string>();
        foreach (var (code, share) in new[] { ("PERI", 0.98), ("MILL", 0.95), ("PERU", 0.95), ("MILU", 0.95) })
        {
            var texts = RealData.Notices().Select(n => n[code]).Where(t => t.Length > 0).ToList();
            var missed = texts.Where(t => FrenchDates.Parse(t) is null).ToList();
            if (texts.Count - missed.Count < share * texts.Count)
            {
                unread.Add($"{code} : {missed.Count} of {texts.Count} : {string.Join(" | ", missed.Distinct().Take(20))}");
            }
        }

        Assert.True(unread.Count == 0, string.Join('\n', unread));
    }
}
