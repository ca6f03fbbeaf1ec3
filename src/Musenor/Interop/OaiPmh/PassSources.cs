using System.Security.Cryptography;
using System.Text;
using Heritage.Standards.Joconde;
using Heritage.Standards.Publication;
using Musenor.Collections.Vocabularies;
using Musenor.Web;

namespace Musenor.Interop.OaiPmh;

/// <summary>What telling works needs beside the database of notices: who publishes, where works come from, the vocabularies.</summary>
internal sealed class PassSources(SiteSettings site, OaiSettings settings, IEnumerable<IOrigins> origins, LoadedVocabularies vocabularies)
{
    // Grows with every release that changes what records tell: all of them get a new datestamp, some thousands a second.
    private const string Version = "5";

    private readonly string _own = $"{Version} {settings.BaseUrl} {settings.Repository} {site.Name}";

    // As the lists stood at a revision of theirs.
    private volatile Printed? _last;

    private sealed record Printed(string Revision, string Print);

    /// <summary>What all records depend on: when it changes, all are stamped again. Of the lists only the addresses of terms count.</summary>
    public async Task<string> Mapping(CancellationToken stop)
    {
        var lists = await vocabularies.Current(stop);
        var known = _last;
        if (known?.Revision != lists.Revision)
        {
            _last = known = new Printed(lists.Revision, Print(lists.Control));
        }

        return known.Print.Length > 0 ? $"{_own} {known.Print}" : _own;
    }

    private static string Print(TermControl control)
    {
        var lines = control.Lists.Where(l => l.HasAddresses).Select(l => (l.Addressed, Fields: (PopVocabulary.Find(l.Id)?.Fields ?? []).Where(f => control.For(f) == l)))
            .SelectMany(l => l.Addressed.Select(a => $"{string.Join(' ', l.Fields)}\t{a.Term}\t{a.Address}"));
        var text = string.Join('\n', lines);
        return text.Length == 0 ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 10));
    }

    public async Task<Telling> Telling(IReadOnlyCollection<string> references, CancellationToken stop)
    {
        var all = new Dictionary<string, Origin>(StringComparer.Ordinal);
        foreach (var one in origins)
        {
            foreach (var (reference, origin) in await one.Of(references, stop))
            {
                all[reference] = origin;
            }
        }

        return new Telling(site, all, (await vocabularies.Current(stop)).Control);
    }
}

/// <summary>How some works are told.</summary>
/// <param name="Origins">Of those that were harvested, by reference.</param>
internal sealed record Telling(SiteSettings Site, IReadOnlyDictionary<string, Origin> Origins, TermControl Terms)
{
    public PublishedWork Of(StoredWork work) => work.Published(Site, Origins.GetValueOrDefault(work.Row.Ref), Terms);
}
