using Musenor.Web.Abuse;

namespace Musenor.Accounts.SignIn;

/// <summary>
/// Counts wrong passwords and codes. Five from one place, and that place waits an hour for that account. Many from many places, and each try from
/// an unknown browser waits longer, for that account; a browser that its owner used before is counted by itself, and the way by mail stays
/// open: nobody shuts a colleague out.
/// </summary>
public sealed class Attempts(Quota quota)
{
    private const int Unhurried = 10;
    private static readonly TimeSpan LongestPace = TimeSpan.FromMinutes(15);
    private static readonly QuotaRule FromOnePlace = new("sign-in-place", 5, TimeSpan.FromMinutes(60)) { Slides = true };
    private static readonly QuotaRule FromAnywhere = new("sign-in-account", int.MaxValue, TimeSpan.FromMinutes(60)) { Slides = true };

    /// <param name="Account">Address as it is compared, or identifier: counted whether it exists or not.</param>
    /// <param name="Place">Client, or a browser known for that account.</param>
    public sealed record Try(string Account, string Place, bool Known);

    /// <summary>Before the password is looked at, so that many at once cannot slip through. Null: it may be looked at; else how long to wait.</summary>
    public async Task<TimeSpan?> Admit(Try attempt, CancellationToken stop = default)
    {
        if (await quota.Take(FromOnePlace, Pair(attempt), stop) is { } wait)
        {
            return wait;
        }

        if (attempt.Known)
        {
            return null;
        }

        var wrong = await quota.Count(FromAnywhere, attempt.Account, stop);
        if (wrong >= Unhurried && await quota.Take(new QuotaRule("sign-in-pace", 1, Pace(wrong)), attempt.Account, stop) is { } slow)
        {
            return slow;
        }

        await quota.Take(FromAnywhere, attempt.Account, stop);
        return null;
    }

    /// <summary>It was right: its place starts again from nothing.</summary>
    public async Task Right(Try attempt, CancellationToken stop = default)
    {
        await quota.Forget(FromOnePlace, Pair(attempt), stop);
        if (!attempt.Known)
        {
            await quota.GiveBack(FromAnywhere, attempt.Account, stop);
        }
    }

    internal static TimeSpan Pace(int wrong) =>
        wrong < Unhurried ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min(LongestPace.TotalSeconds, 5 * Math.Pow(2, Math.Min(20, (wrong - Unhurried) / 3))));

    private static string Pair(Try attempt) => $"{attempt.Account}\n{attempt.Place}";
}
