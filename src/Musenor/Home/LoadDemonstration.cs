using Musenor.Collections.Generation;
using Musenor.Museums;
using Musenor.Museums.Import;
using Musenor.Operations;
using Musenor.Web;

namespace Musenor.Home;

/// <summary>The demonstration region: the network's structures, invented notices that say so, and drawings that say so.</summary>
public sealed class LoadDemonstration(LoadRegion region, GenerateNotices generate, MuseumDirectory museums, IWorksOnline works, DemoAccounts accounts) : IFirstContent
{
    public const int Notices = 1200;
    public const int Pictures = 300;

    public async Task<bool> PortalIsEmpty(CancellationToken stop = default) =>
        (await museums.Read(stop)).All.Count == 0 && (await works.CountByMuseum(stop)).Count == 0;

    public Task Welcome(Action<string> tell, CancellationToken stop = default) => accounts.Tell(tell, stop);

    public async Task Load(Action<string> tell, CancellationToken stop = default)
    {
        tell("Chargement de la région de démonstration : musées du réseau…");
        await region.Run(stop);
        await accounts.Make(stop);
        var form = new GenerateNotices.Form(Notices, Photos: Pictures);
        var outcome = await generate.Run(form, done => tell(done.Pictures == 0
            ? $"Chargement de la région de démonstration : {done.Notices} notices sur {Notices}"
            : $"Chargement de la région de démonstration : {done.Pictures} images sur {Pictures}"), stop);
        // Notices of museums arrived meanwhile: they are the content.
        if (outcome is Outcome.Refused refused)
        {
            tell(refused.Reason);
        }
    }
}
