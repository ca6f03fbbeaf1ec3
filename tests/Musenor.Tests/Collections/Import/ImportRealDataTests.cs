using System.Runtime.CompilerServices;
using Xunit;

namespace Musenor.Tests.Collections.Import;

public sealed class ImportRealDataTests
{
    [RealExtractsFact]
    public async Task The_extract_of_2020_goes_in_whole()
    {
        await using var portal = new ImportPortal();
        var file = RealExtractsFactAttribute.Path("joconde-extrait-2020.csv");
        var first = await portal.Import(file);
        Assert.Equal(("3269 read, 3269 new, 0 changed, 0 unchanged, 0 rejected", "Open data national, 2020"), (ImportPortal.Counts(first), first.Format));
        Assert.Equal(404, await portal.Query<long>("select count(*) from museum"));
        Assert.Equal("3269 read, 0 new, 0 changed, 3269 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(file)));
    }

    [RealExtractsFact]
    public async Task The_costumes_of_2024_go_in_but_for_one_number_given_twice()
    {
        await using var portal = new ImportPortal();
        var file = RealExtractsFactAttribute.Path("joconde-costumes-2024.csv");
        var first = await portal.Import(file);
        Assert.Equal(("4274 read, 4272 new, 0 changed, 0 unchanged, 2 rejected", "Open data national, 2024"), (ImportPortal.Counts(first), first.Format));
        Assert.Equal(["2547", "2548"], ImportPortal.Rejects(first).Select(r => r.Split(' ')[0]));
        Assert.Equal("4274 read, 0 new, 0 changed, 4272 unchanged, 2 rejected", ImportPortal.Counts(await portal.Import(file)));
    }

    [RealExtractsFact]
    public async Task The_ministrys_ajout_pilote_files_go_in()
    {
        await using var portal = new ImportPortal();
        foreach (var (name, encoding, count) in new[] { ("joconde-valid-UTF-8.txt", "UTF-8", 3), ("joconde-valid-ISO-8859-1.183619a.txt", "ISO-8859-1", 3), ("joconde-valid-UTF-8-warnings.txt", "UTF-8", 1) })
        {
            var report = await portal.Import(RealExtractsFactAttribute.Path("ajout-pilote/" + name));
            Assert.Equal((encoding, count, 0), (report.Encoding, report.Read, report.Rejected));
        }

        Assert.Equal(1, (await portal.Import(RealExtractsFactAttribute.Path("ajout-pilote/joconde-invalid-UTF-8.txt"))).Rejected);
    }
}

/// <summary>A test on the real extracts kept beside the repository; reported as skipped where they are absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealExtractsFactAttribute : FactAttribute
{
    public RealExtractsFactAttribute()
    {
        if (!File.Exists(Path("joconde-extrait-2020.csv")))
        {
            Skip = "The real extracts (../shared/data/joconde) are not beside the repository.";
        }
    }

    public static string Path(string name) => System.IO.Path.Combine(Folder(), name);

    private static string Folder([CallerFilePath] string here = "") =>
        System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(here)!, "../../../../../shared/data/joconde"));
}
