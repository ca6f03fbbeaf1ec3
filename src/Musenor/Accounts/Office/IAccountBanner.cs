using Musenor.Accounts.Access;

namespace Musenor.Accounts.Office;

/// <summary>Something that a person must know of their account, on each of its pages: their mails come back, for instance.</summary>
public interface IAccountBanner
{
    /// <summary>One sentence; null when there is nothing to say.</summary>
    Task<string?> For(Person who, CancellationToken stop);
}
