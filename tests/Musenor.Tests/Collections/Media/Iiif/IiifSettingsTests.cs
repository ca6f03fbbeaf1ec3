using Microsoft.Extensions.Configuration;
using Musenor.Collections.Media.Iiif;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Collections.Media.Iiif;

public sealed class IiifSettingsTests
{
    [Fact]
    public void Without_a_word_copies_are_made_at_the_first_zoom_within_twenty_gigabytes() =>
        Assert.Equal(new IiifSettings(AccessCopyTime.FirstZoom, 20_000_000_000, 2_000_000_000), IiifSettings.Read(new ConfigurationBuilder().Build()));

    [Theory]
    [InlineData("Iiif:AccessCopies", "Tomorrow")]
    [InlineData("Iiif:AccessCopies", "7")]
    [InlineData("Iiif:AccessBudget", "-1")]
    [InlineData("Iiif:AccessBudget", "10 Go")]
    [InlineData("Iiif:TileBudget", "1e3")]
    public void An_impossible_value_is_refused_by_its_key(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build();
        Assert.Equal(key, Assert.Throws<WrongSetting>(() => IiifSettings.Read(configuration)).Key);
    }
}
