using Musenor.Web;

namespace Musenor.Accounts.Sessions;

/// <summary>« Firefox sur Windows »: enough for a person to know their own devices, from words of ours only.</summary>
public static class BrowserName
{
    // The order matters: most browsers also say that they are Chrome and Safari.
    private static readonly (string Mark, string Name)[] Browsers =
        [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Mark, string Name)[] Systems =
        [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    public static string InWords(string userAgent)
    {
        var words = Texts.Of("Accounts");
        var (browser, system) = (Find(Browsers, userAgent) ?? words["UnknownBrowser"], Find(Systems, userAgent));
        return system is null ? browser : words["BrowserOn", browser, system];
    }

    private static string? Find((string Mark, string Name)[] known, string text) =>
        known.Where(k => text.Contains(k.Mark, StringComparison.Ordinal)).Select(k => k.Name).FirstOrDefault();
}
