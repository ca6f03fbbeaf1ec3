using System.Globalization;
using System.Text.RegularExpressions;
using Musenor.Accounts.History;
using Xunit;

namespace Musenor.Tests.Architecture;

/// <summary>The journal speaks to people.</summary>
public sealed partial class DeedsTests
{
    /// <summary>What the sources write in the journal, each deed by its literal.</summary>
    [Fact]
    public void Every_action_of_the_house_is_told_in_words()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("fr-FR");
        var deeds = (from file in Directory.EnumerateFiles(Rooms.Root(), "*.cs", SearchOption.AllDirectories)
                     from line in File.ReadLines(file)
                     where line.Contains("ournal", StringComparison.Ordinal) || line.Contains("mail.Send(", StringComparison.Ordinal) || line.Contains("ction =", StringComparison.Ordinal) || line.Contains("Tell(who", StringComparison.Ordinal)
                     from Match deed in Deed().Matches(line)
                     select deed.Groups[1].Value).Distinct().ToArray();
        Assert.Contains("account.passkey_add", deeds);
        Assert.True(deeds.Length > 30, $"only {deeds.Length} deeds were found: the pattern misses them");
        Assert.Equal([], deeds.Where(deed => JournalWords.Action(deed) == deed));
    }

    [GeneratedRegex("\"((?:account|session|membership|invitation|export|notice|museum|mail|request|import)\\.[a-z_]+)\"")]
    private static partial Regex Deed();
}
