using Musenor.Collections.Notices;

namespace Musenor.Collections.Editing;

/// <summary>A higher room knows where notices stand elsewhere: sent, changed since, online.</summary>
public interface INoticeStanding
{
    /// <summary>In a few words, for those of these notices of which there is something to say.</summary>
    Task<IReadOnlyDictionary<string, string>> Of(IReadOnlyList<string> refs, CancellationToken stop);
}

/// <summary>A higher room does something with a whole list of notices: sends it, writes it in a file.</summary>
public interface INoticeListLinks
{
    IEnumerable<NoticeLink> Of(NoticeFilter filter);
}

internal static class Standings
{
    /// <summary>What all rooms say of one notice.</summary>
    public static async Task<IReadOnlyList<string>> Of(this IEnumerable<INoticeStanding> standings, string reference, CancellationToken stop)
    {
        var all = new List<string>();
        foreach (var standing in standings)
        {
            all.AddRange((await standing.Of([reference], stop)).Values);
        }

        return all;
    }

    /// <summary>What all rooms say of some notices, each in one phrase.</summary>
    public static async Task<ILookup<string, string>> Of(this IEnumerable<INoticeStanding> standings, IReadOnlyList<string> refs, CancellationToken stop)
    {
        var all = new List<KeyValuePair<string, string>>();
        foreach (var standing in standings)
        {
            all.AddRange(await standing.Of(refs, stop));
        }

        return all.ToLookup(s => s.Key, s => s.Value, StringComparer.Ordinal);
    }
}
