using Musenor.Collections.Media.Photographs.Matching;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs.Matching;

/// <summary>Names of files as museums write them, and the notice that each shows.</summary>
public sealed class MatchPhotographTests
{
    private const string Museum = "M0638";

    private static readonly MatchPhotograph Match = new(new NoticeNames(
    [
        new("M0638000123", "M0638000123", Museum, "2010.1.1"),
        new("M0638000124", "M0638000124", Museum, "2010.1.2"),
        new("M0638000125", "M0638000125", Museum, "2010.1.2.3"),
        new("M0638-OA-10426", null, Museum, "OA 10426"),
        new("M0638-OA-10426-BIS", null, Museum, "OA 10426 bis"),
        new("M0638000127", "M0638000127", Museum, "A.1 ; 92 : ancien numéro"),
        new("M0638000128", "M0638000128", Museum, "A-1"),
        new("M0638000129", "M0638000129", Museum, "D (L) 4"),
        new("M0638000130", "M0638000130", Museum, "1.23"),
        new("M0638000131", "M0638000131", Museum, "12/4/5"),
        new("M0638000132", "M0638000132", Museum, "77", "M016183_0016630_P.JPG,DS1,,0016630.JPG;M016183_0016631_P.JPG"),
        new("M0638000133", "M0638000133", Museum, "78", "a.jpg; b.jpg;"),
        new("M0638000134", "M0638000134", Museum, "79", "2011-1-1_1.jpg;2011-1-1_2.jpg"),
        new("M0638000135", "M0638000135", Museum, "80", "été 1.2.jpg"),
        new("M0638000136", "M0638000136", Museum, "81", "m0638-00000000136-001.jpg;m0638-00000000136-002.jpg"),
        new("M0638000137", "M0638000137", Museum, "ÉTUDE 5"),
        new("00000000001", "00000000001", "M0160", "2010.1.1"),
        new("M0160000002", "M0160000002", "M0160", "X 9"),
    ]));

    [Theory]
    // Any punctuation.
    [InlineData("2010.1.1.jpg", "M0638000123", 0, "")]
    [InlineData("2010-1-1.jpg", "M0638000123", 0, "")]
    [InlineData("2010 1 1.TIF", "M0638000123", 0, "")]
    [InlineData("2010_1_1.tiff", "M0638000123", 0, "")]
    [InlineData("2010.01.01.jpg", "M0638000123", 0, "")]
    [InlineData("OA10426.jpg", "M0638-OA-10426", 0, "")]
    [InlineData("oa_10426.jpg", "M0638-OA-10426", 0, "")]
    [InlineData("D(L)4.jpg", "M0638000129", 0, "")]
    [InlineData("D-L-4.jpg", "M0638000129", 0, "")]
    [InlineData("12-4-5.jpg", "M0638000131", 0, "")]
    [InlineData("12_4_5.jpg", "M0638000131", 0, "")]
    [InlineData("1-23.jpg", "M0638000130", 0, "")]
    [InlineData("étude-5.jpg", "M0638000137", 0, "")]
    [InlineData("e\u0301tude 5.jpg", "M0638000137", 0, "")]
    [InlineData("92.jpg", "M0638000127", 0, "")]
    // Museum or « inv. » before.
    [InlineData("M0638_2010.1.1.jpg", "M0638000123", 0, "")]
    [InlineData("inv. 2010.1.1.jpg", "M0638000123", 0, "")]
    // Views.
    [InlineData("2010.1.1_2.jpg", "M0638000123", 2, "")]
    [InlineData("2010-1-1 (verso).tif", "M0638000123", 0, "Verso")]
    [InlineData("2010.1.1-3.jpg", "M0638000123", 3, "")]
    [InlineData("2010.1.1 (2).jpg", "M0638000123", 2, "")]
    [InlineData("2010.1.1_vue2.jpg", "M0638000123", 2, "")]
    [InlineData("2010.1.1_v2.jpg", "M0638000123", 2, "")]
    [InlineData("2010.1.1_02.jpg", "M0638000123", 2, "")]
    [InlineData("2010.1.1_détail signature.jpg", "M0638000123", 0, "Détail, signature")]
    [InlineData("2010.1.1 avant restauration.jpg", "M0638000123", 0, "Avant restauration")]
    [InlineData("2010.1.1 - Après restauration.jpg", "M0638000123", 0, "Après restauration")]
    [InlineData("2010.1.1_DSC0042.jpg", "M0638000123", 0, "")]
    [InlineData("2010.1.1 copie.jpg", "M0638000123", 0, "")]
    [InlineData("2010.1.1_Dupont.jpg", "M0638000123", 0, "")]
    [InlineData("OA 10426 bis.jpg", "M0638-OA-10426-BIS", 0, "")]
    // The longer number, written in one manner.
    [InlineData("2010-1-2-3.jpg", "M0638000125", 0, "")]
    [InlineData("2010.1.2.3_1.jpg", "M0638000125", 1, "", true)]
    // References.
    [InlineData("M0638000123-2.jpg", "M0638000123", 2, "")]
    [InlineData("m0638000123-001.jpg", "M0638000123", 1, "")]
    [InlineData("m0638000123_verso.jpg", "M0638000123", 0, "Verso")]
    [InlineData("m0638-oa-10426-001.jpg", "M0638-OA-10426", 1, "")]
    [InlineData("M0638-OA-10426.png", "M0638-OA-10426", 0, "")]
    // Names that the museum's software gave (joconde.md TC12).
    [InlineData("0016630.jpg", "M0638000132", 1, "")]
    [InlineData("M016183_0016631_P.JPG", "M0638000132", 2, "")]
    [InlineData("b.jpg", "M0638000133", 2, "")]
    [InlineData("a.jpeg", "M0638000133", 1, "")]
    [InlineData("2011-1-1_1.jpg", "M0638000134", 1, "")]
    [InlineData("2011-1-1_2.jpg", "M0638000134", 2, "")]
    [InlineData("ete-1-2.jpg", "M0638000135", 1, "")]
    [InlineData("été 1.2.jpg", "M0638000135", 1, "")]
    [InlineData("m0638-00000000136-002.jpg", "M0638000136", 2, "")]
    public void Finds_the_notice_and_the_view(string name, string reference, int number, string caption, bool mayBeSeveral = false)
    {
        var found = Match.Run(name, Museum);
        if (mayBeSeveral)
        {
            Assert.Equal(reference, found.Refs[0]);
            return;
        }

        Assert.Equal((MatchKind.One, reference, number, caption), (found.Kind, found.Refs.Count > 0 ? found.Refs[0] : "", found.View.Number, found.View.Caption));
    }

    [Theory]
    // Two notices: the second view of one, or the other itself.
    [InlineData("2010.1.2_3.jpg", MatchKind.Several)]
    // « A.1 » and « A-1 » are two objects.
    [InlineData("A_1.jpg", MatchKind.Several)]
    // An object that may not be catalogued.
    [InlineData("2010.1.1.2.jpg", MatchKind.Doubtful)]
    [InlineData("2010-1-1-2.jpg", MatchKind.Doubtful)]
    [InlineData("2010.1.1 bis.jpg", MatchKind.Doubtful)]
    [InlineData("2010.1.1a.jpg", MatchKind.Doubtful)]
    [InlineData("2010.1.1_2015_08.jpg", MatchKind.Doubtful)]
    [InlineData("77-2.jpg", MatchKind.Doubtful)]
    // Nothing.
    [InlineData("IMG_0042.jpg", MatchKind.Unknown)]
    [InlineData("12.3.jpg", MatchKind.Unknown)]
    [InlineData("2010.1.jpg", MatchKind.Unknown)]
    [InlineData("2010.1.11.jpg", MatchKind.Unknown)]
    [InlineData("2010.11.jpg", MatchKind.Unknown)]
    [InlineData("X 9.jpg", MatchKind.Unknown)]
    [InlineData("M0160000002.jpg", MatchKind.Unknown)]
    [InlineData("M06380001234.jpg", MatchKind.Unknown)]
    [InlineData("(((.jpg", MatchKind.Unknown)]
    [InlineData(".jpg", MatchKind.Unknown)]
    public void Leaves_to_a_person_what_no_name_settles(string name, MatchKind kind) => Assert.Equal(kind, Match.Run(name, Museum).Kind);

    [Theory]
    [InlineData("A.1.jpg", "M0638000127")]
    [InlineData("A-1.jpg", "M0638000128")]
    public void A_number_written_just_so_is_that_notice(string name, string reference) => Assert.Equal([reference], Match.Run(name, Museum).Refs);

    [Theory]
    [InlineData("00000000001-2.jpg", "00000000001")]
    [InlineData("M0638000123.jpg", "M0638000123")]
    public void A_reference_needs_no_museum(string name, string reference) => Assert.Equal([reference], Match.Run(name, null).Refs);

    [Fact]
    public void A_number_alone_says_nothing_without_a_museum() => Assert.Equal(MatchKind.Unknown, Match.Run("2010.1.1.jpg", null).Kind);

    [Fact]
    public void Views_are_in_order_whatever_the_order_of_their_arrival()
    {
        string[] wanted = ["2010.1.1.jpg", "2010.1.1 recto.jpg", "2010.1.1 verso.jpg", "2010.1.1 détail.jpg", "2010.1.1 avant restauration.jpg", "2010.1.1 après restauration.jpg", "2010.1.1_2.jpg", "2010.1.1_10.jpg"];
        var sorted = wanted.Reverse().OrderBy(name => Match.Run(name, Museum).View.Key(name), StringComparer.Ordinal);
        Assert.Equal(wanted, sorted);
    }

    [Theory]
    [InlineData("M016183_0016630_P", "0016630")]
    [InlineData("a_b_c1", "c1")]
    [InlineData("photo", "photo")]
    [InlineData("_x", "_x")]
    [InlineData("é_1", "e")]
    [InlineData("é_12", "12")]
    [InlineData("__", "__")]
    public void Names_are_shortened_as_POP_does(string stem, string reduced) => Assert.Equal(reduced, NoticeNames.Reduce(stem));

    [Fact]
    public void Ten_thousand_files_meet_a_whole_catalogue_in_seconds()
    {
        var notices = Enumerable.Range(0, 64_495).Select(n => new NamedNotice($"M{n % 300:0000}{n:000000}", $"M{n % 300:0000}{n:000000}", $"M{n % 300:0000}", $"{1900 + (n % 120)}.{n / 120 % 50}.{n}")).ToArray();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var match = new MatchPhotograph(new NoticeNames(notices));
        var found = notices.Take(10_000).Count(n => match.Run($"{n.Inventory.Replace('.', '-')}_2.jpg", n.MuseumId) is { Kind: MatchKind.One } one && one.Refs[0] == n.Ref);
        Assert.Equal(10_000, found);
        // Some hundred milliseconds alone; a machine that does something else is given room.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"{watch.Elapsed}");
    }
}
