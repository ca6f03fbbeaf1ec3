using Musenor.Collections.Import;
using Musenor.CommandLine;
using Xunit;

namespace Musenor.Tests.Collections.Import.National;

/// <summary>« import --national » as an operator types it.</summary>
[Collection("console")]
public sealed class NationalVerbTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Theory]
    [InlineData("--museum CODE", "import", "--national")]
    [InlineData("Import:NationalUrl", "import", "--national", "--museum", "M0638")]
    [InlineData("au moins un fichier", "import")]
    public async Task What_is_missing_is_said_in_one_sentence(string said, params string[] words)
    {
        var (text, before) = (new StringWriter(), Console.Error);
        Console.SetError(text);
        try
        {
            var root = new System.CommandLine.RootCommand { ImportVerb.Import(_portal.Services) };
            root.Options.Add(new System.CommandLine.Option<bool>("--json") { Recursive = true });
            Assert.Equal(ExitStatus.Refused, await root.Parse(words).InvokeAsync());
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Contains(said, text.ToString(), StringComparison.Ordinal);
    }
}
