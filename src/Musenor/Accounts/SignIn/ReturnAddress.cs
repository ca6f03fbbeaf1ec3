using Microsoft.AspNetCore.Mvc;

namespace Musenor.Accounts.SignIn;

internal static class ReturnAddress
{
    /// <summary>Where a person wanted to go: a path of this site, never another one (« //evil », « /\evil », « https:evil »).</summary>
    public static string Back(this IUrlHelper url, string? wanted) =>
        url.IsLocalUrl(wanted) && wanted![0] == '/' && !wanted.Contains('\\', StringComparison.Ordinal) && !wanted.Any(char.IsControl) ? wanted : "/compte";
}
