using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Interop.OaiPmh;

/// <summary>/depot-oai: the repository, for the people who will have it harvested; checked before their eyes when they ask.</summary>
[Open]
[Cost(1, PerParameter = 100)]
internal sealed class ShowDepotPage(OaiSettings settings, WriteRecords write, ReadDepotExample example, CheckDepot check) : PageModel
{
    public const string Path = "/depot-oai";

    /// <summary>A check costs a dozen pages of the repository: it is done when somebody asks, and never kept.</summary>
    [BindProperty(SupportsGet = true, Name = "verifier")]
    public string? Verify { get; set; }

    public OaiSettings Settings => settings;

    public IReadOnlyList<string> Formats { get; private set; } = [];

    public DepotExample Example { get; private set; } = new(null, null, null);

    public IReadOnlyList<DepotCheck>? Checks { get; private set; }

    /// <summary>A request to copy, what it answers, as a key of texts, and what the words name.</summary>
    public IEnumerable<(string Query, string Key, string? Name)> Examples
    {
        get
        {
            yield return ("verb=Identify", "Identify", null);
            yield return ("verb=ListSets", "Sets", null);
            yield return ("verb=ListRecords&metadataPrefix=oai_dc", "All", null);
            yield return ("verb=ListRecords&metadataPrefix=lido&from=2026-01-31", "Since", null);
            if (Example is { Set: { } set, SetName: { } name })
            {
                yield return ($"verb=ListRecords&metadataPrefix=oai_dc&set={Uri.EscapeDataString(set)}", "Museum", name);
            }

            if (Example.Identifier is { } identifier)
            {
                yield return ($"verb=GetRecord&metadataPrefix=lido&identifier={Uri.EscapeDataString(identifier)}", "One", null);
            }
        }
    }

    public async Task OnGet(CancellationToken stop = default)
    {
        Example = await example.Run(stop);
        Formats = [.. write.Formats.Select(f => f.Prefix)];
        if (Verify == "1")
        {
            Response.Headers.CacheControl = "no-store";
            Checks = await check.Run(stop);
        }
    }
}
