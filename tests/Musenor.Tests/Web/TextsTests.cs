using System.Text.RegularExpressions;
using System.Xml.Linq;
using Musenor.Tests.Architecture;
using Xunit;

namespace Musenor.Tests.Web;

public sealed partial class TextsTests
{
    [Fact]
    public void Every_text_that_a_page_asks_for_exists()
    {
        var faults = from file in Rooms.Sources().Where(f => f.Name.EndsWith(".cshtml", StringComparison.Ordinal) || f.Name.EndsWith(".cs", StringComparison.Ordinal))
                     from Match asked in Asked().Matches(file.Code)
                     let room = asked.Groups["room"] is { Success: true } named ? named.Value : file.Room
                     where !Keys(room).Contains(asked.Groups["key"].Value)
                     select $"{file.Name}: no text « {asked.Groups["key"].Value} » in {room}.fr.resx";
        Assert.True(!faults.Any(), string.Join('\n', faults.Distinct()));
    }

    [Theory]
    [InlineData("""@T["Nowhere"]""", "Nowhere")]
    [InlineData("""@T["Many", n]""", "Many")]
    [InlineData("""@T["Facet.musee"]""", "Facet.musee")]
    [InlineData("""Texts.Of("Web")["Skip"]""", "Skip")]
    public void The_check_sees_a_text_that_is_asked_for(string code, string key) => Assert.Equal(key, Asked().Match(code).Groups["key"].Value);

    private static HashSet<string> Keys(string room)
    {
        var file = Path.Combine(Rooms.Root(), room, $"{room}.fr.resx");
        return File.Exists(file) ? [.. XDocument.Load(file).Root!.Elements("data").Select(d => d.Attribute("name")!.Value)] : [];
    }

    [GeneratedRegex("""(?:\bT|\bTexts\.Of\("(?<room>\w+)"\))\["(?<key>[\w.-]+)"(?=[\],])""")]
    private static partial Regex Asked();
}
