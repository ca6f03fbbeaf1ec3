using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Notifications.Mail;
using Musenor.Web;

namespace Musenor.Notifications.Queue;

/// <summary>What needs whoever watches the mails: failures, doubts, and mails that cannot leave.</summary>
internal sealed class WaitingMails(ListMails list, MailSettings settings) : IWaiting
{
    public Right Right => Rights.WatchMail;

    public async Task<IReadOnlyList<Waiting>> For(Person who, CancellationToken stop)
    {
        var words = Texts.Of("Notifications");
        var counts = await list.Counts(stop);
        var failed = counts.GetValueOrDefault("failed");
        var doubtful = counts.GetValueOrDefault("doubtful");
        var waiting = settings.Server is null ? counts.GetValueOrDefault("waiting") : 0;
        return
        [
            new(words["WaitingFailed", failed], failed, "/gestion/courriels?etat=echec"),
            new(words["WaitingDoubtful", doubtful], doubtful, "/gestion/courriels?etat=doute"),
            new(words["WaitingNoServer", waiting], waiting, "/gestion/courriels"),
        ];
    }
}
