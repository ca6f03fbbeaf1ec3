namespace Musenor.Web.Abuse;

/// <summary>How long to wait, in words: seconds below two minutes, then minutes, then hours, never less than what is asked.</summary>
public static class Wait
{
    private static readonly Texts Words = Texts.Of("Web");

    public static string InWords(TimeSpan wait) => wait.TotalSeconds switch
    {
        < 120 => Words["WaitSeconds", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))],
        < 7200 => Words["WaitMinutes", (int)Math.Ceiling(wait.TotalMinutes)],
        _ => Words["WaitHours", (int)Math.Ceiling(wait.TotalHours)],
    };
}
