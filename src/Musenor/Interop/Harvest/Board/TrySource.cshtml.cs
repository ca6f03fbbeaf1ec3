using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Sources;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>/gestion/sources/{code}/essai: what the source says of itself, what is wrong with it, and what its first records would become.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class TrySourcePage(SourceStore sources, ProbeSource probe, TryRecords tries, Database database) : FormPage
{
    private const int MostSets = 200;

    public HarvestSource Source { get; private set; } = null!;

    public IReadOnlyList<Evidence> Answers { get; private set; } = [];

    public JudgeEvidence Judged { get; private set; } = null!;

    /// <summary>Asked just now, and kept nowhere.</summary>
    public Trial? Trial { get; private set; }

    public IEnumerable<Heritage.Standards.OaiPmh.Reading.SourceSet> Sets => Judged.Sets.Take(MostSets);

    public async Task<IActionResult> OnGet(string code, CancellationToken stop = default) => await Open(code, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string code, CancellationToken stop = default) => Turn(await probe.Run(HttpContext.Known(), code, Sending, stop), _ =>
    {
        Say(Texts.Of("Interop")["Harvest.Probed"]);
        return LocalRedirect(ListSourcesPage.Address(code, "/essai"));
    });

    public async Task<IActionResult> OnPostApercu(string code, CancellationToken stop = default)
    {
        Trial = await tries.Run(HttpContext.Known(), code, stop);
        return Trial is not null && await Open(code, stop) ? Page() : NotFound();
    }

    private async Task<bool> Open(string code, CancellationToken stop)
    {
        if (await sources.Find(code, stop) is not { } source)
        {
            return false;
        }

        await using var connection = await database.Open(stop);
        (Source, Answers) = (source, await Evidence.Read(connection, code));
        Judged = JudgeEvidence.Of(source, Answers);
        return true;
    }
}
