using System.Runtime.CompilerServices;
using Heritage.Standards.Opening;
using Heritage.Standards.Text;
using Xunit;
using Xunit.Abstractions;

namespace Heritage.Standards.Tests.Opening;

/// <summary>The ministry's file of 2021, read beside the repository; reported as skipped where it is absent.</summary>
public sealed class RealHoursTests(ITestOutputHelper output)
{
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class RealHoursFactAttribute : FactAttribute
    {
        public RealHoursFactAttribute()
        {
            if (!File.Exists(Path()))
            {
                Skip = "The ministry's file of opening hours (../shared/data/museofile) is not beside the repository.";
            }
        }
    }

    [RealHoursFact]
    public void Four_in_five_of_the_regional_museums_are_structured()
    {
        var read = Rows().Where(r => r.Region.Equals("Hauts-de-France", StringComparison.OrdinalIgnoreCase)).Select(r => (r.Words, Reading: OpeningText.Read(r.Words))).ToArray();
        foreach (var (words, reading) in read.Where(r => r.Reading.Kind == ReadingKind.Text))
        {
            output.WriteLine($"{reading.Reason} « {reading.Stretch} » in « {words.Opening} » / « {words.Closing} » / « {words.Evenings} »");
        }

        var structured = read.Count(r => r.Reading.Kind == ReadingKind.Structured);
        var empty = read.Count(r => r.Reading.Kind == ReadingKind.Nothing);
        output.WriteLine($"{read.Length} rows, {empty} without hours, {structured} structured.");
        // Of all rows: seven are empty, and the others name school holidays, contradict themselves or were cut.
        Assert.Equal((87, 7), (read.Length, empty));
        Assert.True(structured * 100 >= 80 * read.Length, $"{structured} of {read.Length}");
    }

    [RealHoursFact]
    public void Every_row_of_the_country_is_answered_and_every_structured_one_survives_its_storage()
    {
        var read = Rows().Select(r => OpeningText.Read(r.Words)).ToArray();
        output.WriteLine($"{read.Length} rows, {read.Count(r => r.Kind == ReadingKind.Nothing)} without hours, {read.Count(r => r.Kind == ReadingKind.Structured)} structured.");
        Assert.Equal(1253, read.Length);
        Assert.All(read, r => Assert.True(r.Kind != ReadingKind.Text || (r.Stretch.Length > 0 && r.Reason.Length > 0)));
        foreach (var hours in read.Select(r => r.Hours).OfType<OpeningHours>())
        {
            Assert.Equal(OpeningJson.Write(hours), OpeningJson.Write(OpeningJson.Read(OpeningJson.Write(hours))));
            Assert.All(hours.Weeks.SelectMany(w => w.Days), d => Assert.All(d.Slots.Zip(d.Slots.Skip(1)), p => Assert.True(p.First.End <= p.Second.Start)));
        }
    }

    private static IEnumerable<(string Region, OpeningWords Words)> Rows()
    {
        using var text = new StreamReader(Path());
        List<string>? head = null;
        foreach (var cells in new CsvReader(text).Read().Select(r => r.Cells))
        {
            if (head is null)
            {
                head = [.. cells];
                continue;
            }

            string Cell(string name) => cells[head.IndexOf(name)];
            yield return (Cell("region"), new OpeningWords(Cell("periode_ouverture"), Cell("fermeture_annuelle"), Cell("jours_nocturnes")));
        }
    }

    private static string Path([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../../shared/data/museofile/horaires-2021.csv"));
}
