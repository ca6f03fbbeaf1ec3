using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Notifications.Bounces;

/// <summary>Tells somebody whose mails come back that they get none any more.</summary>
internal sealed class StoppedBanner(Database database, TimeProvider clock) : IAccountBanner
{
    public async Task<string?> For(Person who, CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await BounceScore.Stopped(connection, who.Email, clock.GetUtcNow()) ? Texts.Of("Notifications")["StoppedBanner"] : null;
    }
}
