using Heritage.Standards.OaiPmh.Reading;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Board;

/// <summary>What is to be said of a source: wrong (it cannot be harvested so), beware, or merely told.</summary>
internal sealed record Finding(string Level, string Text)
{
    public const string Wrong = "wrong";
    public const string Beware = "beware";
    public const string Told = "told";
}

/// <summary>Reads the evidence beside the settings: what would go wrong, before it does.</summary>
internal sealed class JudgeEvidence
{
    private const int MostSkew = 60;
    private static readonly Texts Words = Texts.Of("Interop");
    private readonly HarvestSource _source;
    private readonly List<Finding> _found = [];

    private JudgeEvidence(HarvestSource source) => _source = source;

    public SourceIdentity? Identity { get; private set; }

    public IReadOnlyList<SourceFormat> Formats { get; private set; } = [];

    public IReadOnlyList<SourceSet> Sets { get; private set; } = [];

    public IReadOnlyList<Finding> Found => _found;

    public static JudgeEvidence Of(HarvestSource source, IReadOnlyList<Evidence> evidence)
    {
        var judged = new JudgeEvidence(source);
        foreach (var one in evidence.Where(e => e.Problem != Evidence.Skipped))
        {
            if (one.Problem.Length > 0)
            {
                judged.Say(Finding.Wrong, "no-answer", one.Verb, BoardWords.Problem(one.Problem));
                continue;
            }

            var answer = AnswerReader.Read(one.Bytes, new ReadingOptions { MostCharacters = 20_000_000 });
            if (answer.Refusal is { } refusal)
            {
                judged.Say(Finding.Wrong, "refused", one.Verb, BoardWords.Problem(refusal == "DTD" ? "dtd" : "xml"));
            }
            else if (!answer.IsOai)
            {
                judged.Say(Finding.Wrong, "not-oai", one.Verb, one.Status);
            }
            else
            {
                judged.Read(one, answer);
            }
        }

        return judged;
    }

    private void Read(Evidence one, OaiAnswer answer)
    {
        if (answer.Flags.Count > 0)
        {
            Say(Finding.Beware, "repaired", one.Verb, string.Join(", ", answer.Flags));
        }

        switch (one.Verb)
        {
            case Evidence.Identify:
                Who(one, answer);
                break;
            case Evidence.Formats:
                Formats = SourceDescription.Formats(one.Bytes);
                Offered();
                break;
            default:
                Sets = SourceDescription.Sets(one.Bytes);
                Parts(answer);
                break;
        }
    }

    private void Who(Evidence one, OaiAnswer answer)
    {
        Identity = SourceDescription.Identity(one.Bytes);
        if (answer.ResponseDate is not { } theirs)
        {
            Say(Finding.Beware, "no-clock");
        }
        else if (Math.Abs((theirs - one.FetchedAt).TotalSeconds) > MostSkew)
        {
            Say(Finding.Beware, "skew", BoardWords.Long((theirs - one.FetchedAt).Duration()), Words[theirs > one.FetchedAt ? "Harvest.Probe.ahead" : "Harvest.Probe.behind"]);
        }

        if (Identity.Granularity.Length == 0)
        {
            Say(Finding.Beware, "granularity-none");
        }
        else if (_source.Granularity.Length > 0 && _source.Granularity != Identity.Granularity)
        {
            Say(Finding.Told, "granularity-other", Setting.All.First(s => s.Name == "granularity").Choice(Identity.Granularity));
        }
        else if (Identity.Granularity == "day")
        {
            Say(Finding.Told, "granularity-day");
        }

        Deletions(Identity.DeletedRecord);
        if (Identity.BaseUrl.Length > 0 && !string.Equals(Identity.BaseUrl.TrimEnd('/'), _source.BaseUrl.TrimEnd('/'), StringComparison.OrdinalIgnoreCase))
        {
            Say(Finding.Told, "other-url", Identity.BaseUrl);
        }
    }

    private void Deletions(string declared)
    {
        if (declared == "persistent")
        {
            return;
        }

        // Nobody would tell us what went away.
        Say(_source.Deletions == "declared" ? Finding.Wrong : Finding.Beware, _source.Deletions == "declared" ? "deletions-untold" : declared == "transient" ? "deletions-transient" : "deletions-no", _source.ReconcileDays);
    }

    private void Offered()
    {
        if (Formats.Count == 0)
        {
            Say(Finding.Beware, "no-formats");
            return;
        }

        var taken = _source.PrefixList.FirstOrDefault(p => Formats.Any(f => f.Prefix == p));
        if (taken is null)
        {
            Say(Finding.Wrong, "format-missing", _source.Prefix, string.Join(", ", Formats.Select(f => f.Prefix)));
        }
        else if (RecordMapping.Find(_source.Mapping, taken) is null)
        {
            Say(Finding.Wrong, "no-mapping", taken);
        }
        else if (taken != _source.PrefixList[0])
        {
            Say(Finding.Told, "format-second", taken, _source.PrefixList[0]);
        }
    }

    private void Parts(OaiAnswer answer)
    {
        if (_source.SetList.Length == 0)
        {
            return;
        }

        if (answer.Errors.Any(e => e.Code == "noSetHierarchy"))
        {
            Say(Finding.Wrong, "no-sets");
            return;
        }

        var unknown = _source.SetList.Where(s => !Sets.Any(k => k.Spec.Equals(s, StringComparison.OrdinalIgnoreCase))).ToList();
        if (unknown.Count > 0)
        {
            // The list may have more pages than the one that was looked at.
            Say(answer.Token is null ? Finding.Wrong : Finding.Beware, "set-unknown", string.Join(", ", unknown));
        }
    }

    private void Say(string level, string key, params object[] values) => _found.Add(new Finding(level, Words[$"Harvest.Found.{key}", values]));
}
