using Heritage.Standards.OaiPmh.Reading;
using Musenor.Interop.Harvest.Fetching;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>The set of which a list is asked: as the source writes it, or picked out of everything where it honours none.</summary>
internal sealed class AskedSet(AskSource ask, Action<string, string> tell)
{
    private const int MostPages = 200;

    private List<string>? _known;

    public static bool Has(HarvestRun run, ReadRecord record) => !run.IsFiltered || record.Sets.Any(s =>
        s.Equals(run.SetSpec, StringComparison.OrdinalIgnoreCase) || s.StartsWith(run.SetSpec + ":", StringComparison.OrdinalIgnoreCase));

    /// <summary>Everything is asked, and what is not of the set is left.</summary>
    public void Filter(HarvestRun run, string told)
    {
        run.IsFiltered = true;
        tell("set-unknown", told);
        run.Begin(run.WindowFrom);
    }

    /// <summary>
    /// A list gave nothing: the set is empty, or unknown under this name, which by the protocol (§4.4) is no error. True when it is to be asked in another way.
    /// </summary>
    public async Task<bool> IsMisnamed(HarvestRun run, CancellationToken stop)
    {
        if (run.SetSpec.Length == 0 || run.IsFiltered || run.Token.Length > 0)
        {
            return false;
        }

        var spelt = await Spelling(run.SetSpec, stop);
        if (spelt == run.SetSpec)
        {
            return false;
        }

        if (spelt is null)
        {
            // Nothing new in a set that is not named is no news; nothing at all is.
            return IsLast(run) && (run.FinalUntil.Length == 0 || run.Seen == 0) ? throw new HarvestStop(StopKind.Fail, "set", run.SetSpec) : false;
        }

        if (spelt.Length == 0)
        {
            Filter(run, "ListSets");
            return true;
        }

        tell("set-spelling", spelt);
        run.SetSpec = spelt;
        return true;
    }

    /// <summary>Everything came, and nothing of it was of the set.</summary>
    /// <exception cref="HarvestStop">Always then: it would pass for a set that is empty.</exception>
    public static void Judge(HarvestRun run)
    {
        if (run is { IsFiltered: true, Seen: 0, ListSeen: > 0 } && IsLast(run))
        {
            throw new HarvestStop(StopKind.Fail, "set", run.SetSpec);
        }
    }

    /// <summary>The one list of everything, or the last window of it.</summary>
    private static bool IsLast(HarvestRun run) => run.IsWhole && run.WindowUntil.Length == 0;

    /// <summary>The set as the source writes it; null when it names others and not this one, empty when it names none at all.</summary>
    private async Task<string?> Spelling(string set, CancellationToken stop)
    {
        _known ??= await All(stop);
        return _known.Count == 0 ? ""
            : _known.Contains(set) ? set
            : _known.Find(s => s.Equals(set, StringComparison.OrdinalIgnoreCase))
            // A parent is implied by its children.
            ?? _known.Find(s => s.StartsWith(set + ":", StringComparison.OrdinalIgnoreCase))?[..set.Length];
    }

    private async Task<List<string>> All(CancellationToken stop)
    {
        var (names, tokens) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var query = Listing.Verb("ListSets");
        try
        {
            for (var page = 0; page < MostPages; page++)
            {
                var got = await ask.Run(query, isOne: false, stop);
                names.AddRange(SourceDescription.Sets(got.Fetched.Bytes).Select(s => s.Spec));
                if (got.Answer.Token is not { } token || !tokens.Add(token))
                {
                    break;
                }

                query = Listing.Next("ListSets", token);
            }
        }
        catch (HarvestStop why) when (why.Kind != StopKind.Pause)
        {
            // It cannot tell: what was named so far is all that is known.
        }

        return names;
    }
}
