using System.Globalization;
using System.Text;
using Musenor.Interop.Harvest.Runs;

namespace Musenor.Interop.Harvest.Fetching;

/// <summary>Queries of the protocol.</summary>
internal static class Listing
{
    public static string Verb(string verb) => $"verb={verb}";

    public static string Next(string verb, string token) => $"verb={verb}&resumptionToken={Escaped(token)}";

    public static string Record(string id, string prefix) => $"verb=GetRecord&identifier={Escaped(id)}&metadataPrefix={Escaped(prefix)}";

    /// <summary>The next page of the run: by its token alone, or the list as it begins.</summary>
    public static string Page(HarvestRun run, bool isPrefixResent)
    {
        var query = new StringBuilder(run.ListMode == "identifiers" ? "verb=ListIdentifiers" : "verb=ListRecords");
        if (run.Token.Length > 0)
        {
            query.Append("&resumptionToken=").Append(Escaped(run.Token));
            return isPrefixResent ? query.Append("&metadataPrefix=").Append(Escaped(run.Prefix)).ToString() : query.ToString();
        }

        query.Append("&metadataPrefix=").Append(Escaped(run.Prefix));
        foreach (var (name, value) in new[] { ("from", Date(run.ListFrom, run.Granularity)), ("until", Date(run.WindowUntil, run.Granularity)), ("set", run.IsFiltered ? "" : run.SetSpec) })
        {
            if (value.Length > 0)
            {
                query.Append('&').Append(name).Append('=').Append(Escaped(value));
            }
        }

        return query.ToString();
    }

    /// <summary>A stored instant in the granularity of the source; empty where it takes none.</summary>
    public static string Date(string instant, string granularity) =>
        instant.Length == 0 || granularity == "none" ? "" : granularity == "day" || instant.Length == 10 ? instant[..10] : instant;

    public static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    // Byte for byte what the source gave, every reserved character encoded: also « . » would be safe, and stays.
    private static string Escaped(string value) => Uri.EscapeDataString(value);
}
