using Musenor.Accounts.Access;

namespace Musenor.Accounts.Messages;

/// <summary>How many messages on the site somebody has not read: shown in the head of each page.</summary>
public interface IUnread
{
    ValueTask<int> Count(Person who, CancellationToken stop);
}
