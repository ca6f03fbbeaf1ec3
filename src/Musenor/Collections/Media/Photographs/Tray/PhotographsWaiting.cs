using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Tray;

/// <summary>Files that wait for a notice, for the page of the day.</summary>
public sealed class PhotographsWaiting(ReadTray tray) : IWaiting
{
    public Right Right => Rights.EditNotices;

    public async Task<IReadOnlyList<Waiting>> For(Person who, CancellationToken stop)
    {
        var count = await tray.Count(who, stop);
        return count == 0 ? [] : [new(Texts.Of("Collections")["Waiting.photographies", count], count, ListWaitingPage.Path)];
    }
}
