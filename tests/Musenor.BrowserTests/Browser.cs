using System.Reflection;
using Microsoft.Playwright;
using Musenor.Tests.Notifications;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>One Chromium and one portal for the whole run; one clean context per visit.</summary>
public sealed class Browser : IAsyncLifetime, IAsyncDisposable
{
    public const string Collection = "browser";
    public static readonly string? Chromium =
        new[] { Environment.GetEnvironmentVariable("CHROME_PATH"), "/usr/bin/chromium" }.FirstOrDefault(File.Exists);

    // Nothing leaves the machine: unknown hosts do not resolve, and Chromium's own errands are off.
    private static readonly string[] Flags =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
    ];

    private readonly Portal _portal = new();
    private readonly SignedInPeople _people;
    private IPlaywright? _driver;
    private IBrowser? _chromium;

    public Browser() => _people = new(() => Open());

    public string Address => _portal.Address;

    /// <summary>What the portal sent, as a real SMTP server received it.</summary>
    internal SmtpServerProcess Mails => _portal.Mails;

    public async Task InitializeAsync()
    {
        if (Chromium is null)
        {
            return;
        }

        UseDriverOfThePackage();
        await _portal.Start();
        _driver = await Playwright.CreateAsync();
        _chromium = await _driver.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Headless = true, ChromiumSandbox = false, Args = Flags });
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null)
        {
            await _chromium.CloseAsync();
        }

        _driver?.Dispose();
        await _portal.DisposeAsync();
    }

    /// <summary>A fresh visitor: no history, no cache, nothing stored.</summary>
    /// <param name="at">Another portal than that of the run.</param>
    /// <param name="state">Cookies of somebody signed in there.</param>
    public async Task<Visit> Open(int width = 360, ColorScheme scheme = ColorScheme.Light, bool script = true, string? at = null, string? state = null)
    {
        var context = await _chromium!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = width < 600 ? 780 : 900 },
            Locale = "fr-FR",
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = script,
            StorageState = state,
        });
        return await Visit.Start(context, at ?? Address);
    }

    /// <summary>The same, with the session of this persona; they share one session during the run.</summary>
    public async Task<Visit> SignedIn(Persona persona, int width = 360, ColorScheme scheme = ColorScheme.Light, bool script = true) =>
        await Open(width, scheme, script, state: await _people.State(persona));

    /// <summary>The driver runs from NuGet's folder, so that each build does not copy it.</summary>
    private static void UseDriverOfThePackage()
    {
        const string Where = "PLAYWRIGHT_DRIVER_SEARCH_PATH";
        if (Environment.GetEnvironmentVariable(Where) is null)
        {
            var package = typeof(Browser).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "PlaywrightPackage").Value;
            Environment.SetEnvironmentVariable(Where, package);
        }
    }
}

[CollectionDefinition(Browser.Collection)]
public sealed class SharedBrowser : ICollectionFixture<Browser>;

/// <summary>Runs where Chromium is; elsewhere the test is reported as skipped, with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.Chromium is null ? "Chromium is not installed (apt-get install chromium)." : null;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.Chromium is null ? "Chromium is not installed (apt-get install chromium)." : null;
}
