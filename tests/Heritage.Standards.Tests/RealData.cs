using System.Runtime.CompilerServices;
using Heritage.Standards.Joconde;
using Heritage.Standards.Text;
using Xunit;

namespace Heritage.Standards.Tests;

/// <summary>The real open data, kept beside the repository and not in it.</summary>
internal static class RealData
{
    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../shared/data/joconde"));

    public static string Joconde(string name) => Path.Combine(Folder(), name);

    public static bool IsAbsent => !Directory.Exists(Folder());

    /// <summary>Every notice of one of the two extracts.</summary>
    public static IEnumerable<JocondeNotice> Notices(string name)
    {
        using var text = new StreamReader(Joconde(name));
        JocondeLayout? layout = null;
        foreach (var record in new CsvReader(text).Read())
        {
            Assert.Null(record.Problem);
            if (layout is null)
            {
                layout = JocondeLayout.Recognise(record.Cells) ?? throw new InvalidDataException("The header is not recognised.");
                continue;
            }

            yield return new JocondeNotice(layout.Fields(record.Cells));
        }
    }

    public static IEnumerable<JocondeNotice> Notices() => Notices("joconde-extrait-2020.csv").Concat(Notices("joconde-costumes-2024.csv"));
}

/// <summary>A test on the real extracts; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealDataFactAttribute : FactAttribute
{
    public RealDataFactAttribute()
    {
        if (RealData.IsAbsent)
        {
            Skip = "The real extracts (../shared/data/joconde) are not beside the repository.";
        }
    }
}
