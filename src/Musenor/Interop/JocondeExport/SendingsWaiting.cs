using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>What POP does not have yet, or refused, and packages that wait for somebody: for the page of the day.</summary>
internal sealed class SendingsWaiting(ReadSendings read, PackageStore store) : IWaiting
{
    private const int Looked = 50;
    private static readonly Texts Words = Texts.Of("Interop");

    public Right Right => Rights.EditNotices;

    public async Task<IReadOnlyList<Waiting>> For(Person who, CancellationToken stop)
    {
        var museums = (await read.Museums(who, stop)).Where(m => m.Obstacle is null).ToList();
        var packages = await store.Latest(who.Museums(Rights.EditNotices), Looked, stop);
        Waiting One(string key, int count, string address) => new(Words[$"Waiting.{key}", count], count, address);
        int Standing(string state) => museums.Sum(m => m.Counts[state]);
        // Of one museum, its list; of several, the table that counts each.
        string List(string state) => museums.Count == 1 ? ListSendingNoticesPage.Address(museums[0].MuseumId, state) : ListSendingsPage.Path;
        return
        [
            One("refused", Standing(SendingState.Refused), List(SendingState.Refused)),
            One("failed", packages.Count(p => p.State == Package.Failed), ListSendingsPage.Path),
            One("ready", packages.Count(p => p.State == Package.Ready), ListSendingsPage.Path),
            One("changed", Standing(SendingState.Changed), List(SendingState.Changed)),
            One("new", Standing(SendingState.ToSend), List(SendingState.ToSend)),
        ];
    }
}
