using System.Net;
using Musenor.Collections.Notices;
using Xunit;

namespace Musenor.Tests.Collections.Import;

public sealed class ImportIdentityTests
{
    private const string With = "reference;code_museofile;numero_inventaire;domaine;titre";
    private const string Without = "code_museofile;numero_inventaire;domaine;titre";

    [Fact]
    public async Task A_real_row_takes_the_place_of_an_invented_notice_and_inherits_nothing()
    {
        await using var portal = new ImportPortal();
        await portal.Museum("M0160");
        await portal.Invented("M0160999999", "M0160", "Vue inventée");
        Assert.Equal(1, (await portal.ImportText("REF;MUSEO;TITR", "M0160999999;M0160;Vue")).Rejected);
        var report = await portal.ImportText(ImportPortal.Header, "M0160999999;A 1;peinture;x;M0160;Vue");
        Assert.Equal(1, report.Changed);
        var fields = await portal.Fields("M0160999999");
        Assert.Equal((false, "Vue"), (fields.ContainsKey("DESC"), fields["TITR"]));
        Assert.Equal((0, 0), (await portal.Query<long>("select count(*) from notice_image"), await portal.Query<long>("select count(*) from notice where is_demo = @yes", new { yes = true })));
    }

    [Fact]
    public async Task An_invented_number_does_not_identify_a_real_object()
    {
        await using var portal = new ImportPortal();
        await portal.Museum("M0160");
        await portal.Invented("M0160999999", "M0160", "Vue inventée");
        Assert.Equal(1, (await portal.ImportText(Without, "M0160;A 1;peinture;Vue")).New);
    }

    [Fact]
    public async Task A_notice_does_not_change_museum_silently()
    {
        await using var portal = new ImportPortal();
        await portal.Museum("M0160");
        await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1));
        var report = await portal.ImportText(ImportPortal.Header, "M0160000001;A 1;peinture;x;M0162;Vue");
        Assert.Contains("appartient déjà au musée M0160 (Musée M0160)", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
        Assert.Equal("M0160", await portal.Query<string>("select museum_id from notice"));
    }

    [Fact]
    public async Task A_notice_of_an_odd_code_goes_to_its_real_museum()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(ImportPortal.Header, "M0160000001;A 1;peinture;x;M16O;Vue");
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1));
        Assert.Equal(1, report.Changed);
        Assert.Contains(ImportPortal.Warnings(report), w => w.Contains("passe du musée M16O", StringComparison.Ordinal));
        Assert.Equal("M0160", await portal.Query<string>("select museum_id from notice"));
    }

    [Fact]
    public async Task A_blank_reference_does_not_empty_the_one_that_is_known()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(With, "M0160000001;M0160;A 1;peinture;Vue");
        Assert.Equal(1, (await portal.ImportText(With, ";M0160;A 1;peinture;Vue 2")).Changed);
        Assert.Equal(("M0160000001", "Vue 2"), ((await portal.Fields("M0160000001"))["REF"], (await portal.Fields("M0160000001"))["TITR"]));
    }

    [Fact]
    public async Task A_row_with_and_a_row_without_reference_under_one_number_are_both_refused()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(With, "M0160000001;M0160;A 1;peinture;Vue", ";M0160;a 1;peinture;Vue", "M0160000003;M0160;SN;peinture;Vue", "M0160000004;M0160;SN;peinture;Vue");
        Assert.Equal("4 read, 2 new, 0 changed, 0 unchanged, 2 rejected", ImportPortal.Counts(report));
        Assert.Equal([("2 INV", true), ("3 INV", true)], ImportPortal.Rejects(report).Zip(["ligne 3", "ligne 2"]).Select(p => (p.First[..5], p.First.Contains(p.Second, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_number_shared_by_several_references_identifies_none_of_them()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(Without, "M0160;SN;peinture;Vue");
        var report = await portal.ImportText(With, "M0160000003;M0160;SN;peinture;Vue", "M0160000004;M0160;SN;peinture;Vue", ";M0160;SN;peinture;Vue");
        Assert.Equal("3 read, 2 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
    }

    [Fact]
    public async Task With_then_without_references_is_without_then_with()
    {
        string[] with = [With, "M0160000001;M0160;A 1;peinture;Vue", "M0160000002;M0160;SN;peinture;Vue", "M0160000003;M0160;SN;peinture;Vue"];
        string[] without = [Without, "M0160;A 1;peinture;Vue", "M0160;SN;peinture;Vue", "M0160;B 2;peinture;Vue"];
        await using var one = new ImportPortal();
        await one.ImportText(with);
        await one.ImportText(without);
        await using var other = new ImportPortal();
        await other.ImportText(without);
        var report = await other.ImportText(with);
        Assert.Contains(ImportPortal.Warnings(report), w => w.Contains("reconnue par son numéro d’inventaire", StringComparison.Ordinal));
        Assert.Equal((5, 5), (await one.CountNotices(), await other.CountNotices()));
        Assert.Equal("3 read, 0 new, 0 changed, 3 unchanged, 0 rejected", ImportPortal.Counts(await other.ImportText(with)));
        Assert.Equal("3 read, 0 new, 0 changed, 3 unchanged, 0 rejected", ImportPortal.Counts(await other.ImportText(without)));
    }

    [Fact]
    public async Task A_notice_that_receives_its_reference_keeps_its_address()
    {
        await using var portal = new MusenorFixture();
        await portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await portal.Notice(null, "M0160", ("INV", "A 1"));
        var known = (await portal.Write(new Incoming("M0160000001", "M0160", new Dictionary<string, string> { ["INV"] = "A 1" })))[0];
        Assert.Equal(("M0160-A-1", Written.Changed), (known.Ref, known.Result));
        foreach (var form in new[] { "", ".json", ".ris" })
        {
            using var answer = await portal.Visitor().GetAsync(new Uri($"/notices/M0160000001{form}", UriKind.Relative));
            Assert.Equal((HttpStatusCode.MovedPermanently, $"/notices/M0160-A-1{form}"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        }

        Assert.Equal(["M0160-A-1"], await portal.Refs("M0160000001"));
    }

    [Fact]
    public async Task Two_rows_of_one_batch_do_not_take_the_same_notice()
    {
        await using var portal = new MusenorFixture();
        await portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await portal.Notice(null, "M0160", ("INV", "SN"));
        var columns = new Dictionary<string, string> { ["INV"] = "SN", ["DOMN"] = "peinture", ["STAT"] = "x" };
        var written = await portal.Write(new Incoming("M0160000001", "M0160", columns), new Incoming("M0160000002", "M0160", columns));
        Assert.Equal([Written.Changed, Written.Created], written.Select(w => w.Result));
    }

    [Fact]
    public async Task A_number_too_long_to_be_one_is_rejected_by_name()
    {
        await using var portal = new ImportPortal();
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1), $"M0160000002;{Noise(20_000)};peinture;x;M0160;Vue");
        Assert.Equal("2 read, 1 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
        Assert.StartsWith("3 INV", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_the_database_cannot_hold_costs_itself_only()
    {
        await using var portal = new ImportPortal();
        await portal.ImportText(ImportPortal.Header, ImportPortal.Row(9));
        await portal.Forbid("M0160000002");
        var report = await portal.ImportText(ImportPortal.Header, ImportPortal.Row(1), ImportPortal.Row(2), ImportPortal.Row(3));
        Assert.Equal("3 read, 2 new, 0 changed, 0 unchanged, 1 rejected", ImportPortal.Counts(report));
        Assert.StartsWith("3 (ligne) : La base de données ne peut pas garder", Assert.Single(ImportPortal.Rejects(report)), StringComparison.Ordinal);
    }

    private static string Noise(int length)
    {
        var dice = new Random(1);
        return string.Concat(Enumerable.Range(0, length).Select(_ => (char)('a' + dice.Next(26))));
    }
}
