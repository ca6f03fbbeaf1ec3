using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Import;
using Xunit;

namespace Musenor.Tests.Interop.Mapping;

/// <summary>A museum of the portal has files of its own, and another network publishes works of it too.</summary>
public sealed class OwnFilesTests
{
    [Fact]
    public async Task A_museum_s_own_file_never_writes_in_what_another_network_says()
    {
        await using var portal = new ImportPortal();
        await portal.Museum("M0160");
        await portal.Portal.Source("RESEAU", "Réseau des musées");
        await portal.Portal.Record("RESEAU", "oai:r:1", HarvestedIntents.Work("Péniche moissonnée", "A 1", "Musée (M0160)"));
        await portal.Portal.Record("RESEAU", "oai:r:2", HarvestedIntents.Dc(("title", "Halage moissonné"), ("identifier", "M0160000002"), ("publisher", "Musée (M0160)")));
        await portal.Portal.Map("RESEAU");

        // The same number: an object of the museum beside what the network says. The same reference: told, and nothing is written.
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1, "Péniche du musée"), ImportPortal.Row(2, "Halage du musée"));
        Assert.Equal((1, 0, 1), (report.New, report.Changed, report.Rejected));
        Assert.Equal(["M0160000001", "src-RESEAU-1"], (await portal.Portal.Refs("peniche")).Order(StringComparer.Ordinal));
        Assert.Equal((0, 1), ((await portal.Portal.Refs("halage musee")).Length, (await portal.Portal.Refs("halage moissonne")).Length));
    }
}
