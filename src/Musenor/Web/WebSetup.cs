using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.WebEncoders;
using Musenor.Storage;
using Musenor.Web.Abuse;
using Musenor.Web.Delivery;
using Musenor.Web.Errors;
using Musenor.Web.Forms;

namespace Musenor.Web;

public static class WebSetup
{
    public static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    public static void AddWeb(this WebApplicationBuilder builder)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = French;
        var services = builder.Services;
        builder.WebHost.ConfigureKestrel(server => server.AddServerHeader = false);
        services.AddRazorPages().WithRazorPagesRoot("/");
        services.Configure<RazorViewEngineOptions>(razor =>
        {
            foreach (var shared in new[] { "Web/Components", "Web/Forms", "Web/Abuse", "Accounts/Office" })
            {
                razor.PageViewLocationFormats.Add($"/{shared}/{{0}}.cshtml");
            }
        });
        services.Configure<RouteOptions>(route => route.LowercaseUrls = true);
        // é stays é in the page: shorter, and readable in the source.
        services.Configure<WebEncoderOptions>(html => html.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddCompression();
        // Standard output belongs to the verbs: logs go beside it.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // A page says how long it keeps, whatever its form would; and the questions of the accounts are not news.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        services.AddTrustedProxies(builder.Configuration["Site:TrustedProxies"]);
        services.AddSingleton<SiteAssets>();
        services.AddSingleton<AccessibilityAudit>();
        services.AddSingleton<PublicPages>();
        services.AddSingleton<Once>();
        services.AddSingleton<Quota>();
        services.AddSingleton<Honeypot>();
        ClientLimits.Add(services);
        services.AddSingleton(new ReadLimits());
        services.AddSingleton<ReadBudget>();
        services.AddOptions<AntiforgeryOptions>().Configure<SiteSettings>((forms, site) => SetCookie(forms.Cookie, "musenor-formulaires", site));
        services.AddOptions<CookieTempDataProviderOptions>().Configure<SiteSettings>((said, site) => SetCookie(said.Cookie, "musenor-dit", site));
    }

    /// <param name="people">Adds what tells who asks and whether they may: after routing, before anything answers.</param>
    public static void UseWeb(this WebApplication app, Action people)
    {
        app.UseForwardedHeaders();
        SecurityHeaders.Use(app);
        CrossOrigin.Use(app);
        app.UseResponseCompression();
        HeadRequests.Use(app);
        Failures.Use(app);
        app.UseStatusCodePagesWithReExecute("/erreur/{0}");
        app.UseRequestLocalization(languages => languages.SetDefaultCulture(French.Name).RequestCultureProviders.Clear());
        app.UseRouting();
        ClientLimits.Use(app);
        people();
        PublicMethods.Use(app);
        CanonicalAddress.Use(app);
        ReadBudget.Use(app);
        PublicPages.Use(app);
        ServeAssets.Map(app);
        Brand.ServeBrand.Map(app);
        app.MapRazorPages();
    }

    /// <summary>Over https a cookie is of this very host, and travels encrypted only.</summary>
    private static void SetCookie(CookieBuilder cookie, string name, SiteSettings site)
    {
        var https = site.BaseUrl.Scheme == Uri.UriSchemeHttps;
        cookie.Name = https ? $"__Host-{name}" : name;
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    private static void AddCompression(this IServiceCollection services) => services.AddResponseCompression(compression =>
    {
        compression.EnableForHttps = true;
        compression.MimeTypes =
        [
            "text/html", "text/plain", "text/csv", "text/xml", "text/calendar", "text/css", "application/json", "application/problem+json", "application/ld+json",
            "application/xml", "application/rss+xml", "application/atom+xml", "application/x-research-info-systems", "image/svg+xml",
        ];
    });

    /// <summary>Forwarded addresses are believed only from the proxies that the installation names.</summary>
    private static void AddTrustedProxies(this IServiceCollection services, string? named) => services.Configure<ForwardedHeadersOptions>(forwarded =>
    {
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        forwarded.ForwardLimit = null; // as many as are named: the walk ends at the first address that is not
        forwarded.ForwardedHeaders = named is null ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var address in (named ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            forwarded.KnownProxies.Add(System.Net.IPAddress.TryParse(address, out var known)
                ? known
                : throw new WrongSetting("Site:TrustedProxies", $"« {address} » n’est pas une adresse IP."));
        }
    });
}
