using Microsoft.AspNetCore.Identity;

namespace Musenor.Accounts.Identity;

/// <summary>The account as ASP.NET Core Identity stores it: row of the table <c>account</c>.</summary>
public sealed class Account : IdentityUser
{
    public Account() => Id = Guid.CreateVersion7().ToString();

    public string Name { get; set; } = "";

    public bool IsDemo { get; set; }

    /// <summary>active, closing (erasure asked) or erased.</summary>
    public string State { get; set; } = "active";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? LastSeenAt { get; set; }
}
