using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Web;

namespace Musenor.Museums.Practical.Editing;

/// <summary>Hours that nobody confirmed for a year, for the page of the day.</summary>
internal sealed class HoursWaiting(ListPractical list) : IWaiting
{
    public Right Right => Rights.EditMuseum;

    public async Task<IReadOnlyList<Waiting>> For(Person who, CancellationToken stop)
    {
        var count = (await list.Run(who, toConfirm: true, stop: stop)).Count;
        return [new Waiting(Texts.Of("Museums")["Edit.Waiting", count], count, ListPracticalPage.Address("", toConfirm: true))];
    }
}
