using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Collections.Generation;
using Musenor.Collections.Import;
using Musenor.Interop.JocondeExport;
using Musenor.Tests.Collections.Editing;
using Musenor.Tests.Museums;
using Xunit;

namespace Musenor.Tests.Interop;

/// <summary>TC22: what leaves comes back the same.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public async Task Tc22_a_thousand_notices_sent_and_read_again_by_our_importer_are_unchanged()
    {
        await using var portal = new MusenorFixture();
        var csv = Path.Combine(portal.Folder, "generated.csv");
        await using (var file = File.Create(csv))
        {
            await portal.Ask((WriteGeneratedCsv write) => write.Run(new(1100, Seed: 7), file));
        }

        var import = portal.Services.GetRequiredService<ImportNotices>();
        var first = await import.Run(new(csv, null, false));
        Assert.Equal((1100, 0), (first.New, first.Rejected));
        await portal.Execute("update museum set state = 'listed', revision = (select max(revision) + 1 from museum)");

        var (sent, museums) = (0, (await portal.Ask((ReadSendings read) => read.Museums(Musenor.Accounts.Access.Person.Operator))).Where(m => m.Obstacle is null).ToList());
        foreach (var museum in museums)
        {
            var package = await portal.Make(museum.MuseumId);
            Assert.Equal(0, package.LeftOut);
            sent += package.Notices;
            var (name, bytes) = Assert.Single(portal.Zip(package));
            var back = Path.Combine(portal.Folder, name);
            await File.WriteAllBytesAsync(back, bytes);
            var report = await import.Run(new(back, null, false));
            Assert.Equal((package.Notices, package.Notices, 0, 0), (report.Read, report.Unchanged, report.Changed, report.Rejected));

            // And POP holds every word as the catalogue does.
            foreach (var read in portal.Zip(package).Drop())
            {
                var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(await portal.Query<string>("select fields from notice where joconde_ref = @reference", new { reference = read["REF"] }))!;
                Assert.All(fields.Where(f => f.Key is not "LOCA"), f => Assert.Equal(Bare(f.Value), Bare(read[f.Key])));
            }
        }

        // Structures of the network that are no « musées de France » have no code for POP.
        Assert.True(sent >= 1000 && sent == museums.Sum(m => m.Counts.Values.Sum()), $"{sent} were sent");
    }

    [RealMuseumsFact]
    public async Task The_real_extract_leaves_for_POP_and_comes_back()
    {
        var extract = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RealMuseums.Museofile)!, "../joconde/joconde-extrait-2020.csv"));
        if (!File.Exists(extract))
        {
            return;
        }

        await using var portal = new MusenorFixture();
        var import = portal.Services.GetRequiredService<ImportNotices>();
        await import.Run(new(extract, null, false));
        await portal.Execute("update museum set state = 'listed', revision = (select max(revision) + 1 from museum)");
        var museum = (await portal.Ask((ReadSendings read) => read.Museums(Musenor.Accounts.Access.Person.Operator))).Where(m => m.Obstacle is null).MaxBy(m => m.Counts.Values.Sum())!;
        var package = await portal.Make(museum.MuseumId);
        Assert.True(package.Notices > 0, "nothing left");
        var (name, bytes) = Assert.Single(portal.Zip(package));
        Assert.Equal(package.Notices, portal.Zip(package).Drop().Count);
        var back = Path.Combine(portal.Folder, name);
        await File.WriteAllBytesAsync(back, bytes);
        var report = await import.Run(new(back, null, false));
        Assert.Equal((package.Notices, 0), (report.Read, report.Rejected));
    }

    // Separators apart.
    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not (';' or '|' or '#')));
}
