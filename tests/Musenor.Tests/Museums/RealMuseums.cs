using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Museums.Import;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Museums;

/// <summary>The real open data, kept beside the repository and not in it.</summary>
internal static class RealMuseums
{
    public static string Museofile => Beside("../../../../shared/data/museofile/museofile-2024.csv");

    public static bool IsAbsent => !File.Exists(Museofile);

    public static string Corpus(string name) => Beside($"../../corpora/{name}");

    private static string Beside(string path, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, path));
}

/// <summary>A test on the ministry's real file; reported as skipped where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RealMuseumsFactAttribute : FactAttribute
{
    public RealMuseumsFactAttribute()
    {
        if (RealMuseums.IsAbsent)
        {
            Skip = "The ministry's file (../shared/data/museofile) is not beside the repository.";
        }
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class RealMuseumsTheoryAttribute : TheoryAttribute
{
    public RealMuseumsTheoryAttribute()
    {
        if (RealMuseums.IsAbsent)
        {
            Skip = "The ministry's files (../shared/data) are not beside the repository.";
        }
    }
}

internal static class MuseumIntents
{
    public static Task<int> LoadRegion(this MusenorFixture musenor) => musenor.Ask<LoadRegion, int>(load => load.Run());

    public static async Task<MuseumImport> ImportMuseofile(this MusenorFixture musenor)
    {
        await using var file = File.OpenRead(RealMuseums.Museofile);
        return await musenor.Ask<ImportMuseums, MuseumImport>(import => import.Run(file));
    }

    public static Task<MuseumImport> ImportMuseums(this MusenorFixture musenor, string csv, System.Text.Encoding? encoding = null) =>
        musenor.Ask<ImportMuseums, MuseumImport>(import => import.Run(new MemoryStream((encoding ?? System.Text.Encoding.UTF8).GetBytes(csv))));

    /// <summary>Notices name a museum: it enters « à compléter » unless it is known.</summary>
    public static Task<bool> AnnounceMuseum(this MusenorFixture musenor, string code, string? name, string? city) =>
        musenor.Ask<Musenor.Museums.AnnounceMuseum, bool>(announce => musenor.Services.GetRequiredService<Database>().Write((c, t) => announce.Run(c, t, code, name, city)));

    public static async Task<Musenor.Museums.Museum> Museum(this MusenorFixture musenor, string id) =>
        (await musenor.Ask<Musenor.Museums.MuseumDirectory, Musenor.Museums.MuseumDirectory.Snapshot>(d => d.Read())).ById[id];
}

/// <summary>A portal with the network's structures, for tests that only read.</summary>
public sealed class RegionPortal : IAsyncLifetime
{
    public MusenorFixture Musenor { get; } = new();

    public async Task InitializeAsync() => await Musenor.LoadRegion();

    public async Task DisposeAsync() => await Musenor.DisposeAsync();
}
