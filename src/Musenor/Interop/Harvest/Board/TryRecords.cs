using System.Diagnostics;
using Heritage.Standards.OaiPmh.Reading;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Interop.Harvest.Runs;
using Musenor.Interop.Harvest.Sources;
using Musenor.Interop.Mapping;

namespace Musenor.Interop.Harvest.Board;

/// <summary>What the first records of a source would become. Nothing is kept: neither records, nor a run, nor a mark.</summary>
/// <param name="Problem">Why there are not more; empty when there are fifty, or all of them.</param>
internal sealed record Trial(IReadOnlyList<ShownRecord> Records, IReadOnlyList<BrokenRecord> Broken, int Deleted, int Requests, TimeSpan Took, string Problem);

/// <summary>Asks the first pages of the list now, within the time that a person waits, and maps what came.</summary>
internal sealed class TryRecords(OpenSource open, SourceStore sources, TimeProvider clock)
{
    public const int Most = 50;
    private const int MostPages = 5;
    private const int LongestAnswer = 15;
    private const int LongestPause = 1000;

    /// <summary>Null when there is no such source, or it is not for this person.</summary>
    public async Task<Trial?> Run(Person who, string code, CancellationToken stop = default)
    {
        if (!who.May(Rights.AlignTerms, null) || await sources.Find(code, stop) is not { } source)
        {
            return null;
        }

        var watch = Stopwatch.StartNew();
        using var client = open.Run(source with { TimeoutS = Math.Min(source.TimeoutS, LongestAnswer) });
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(stop);
        budget.CancelAfter(ProbeSource.Budget);
        var taken = new Taken(source);
        try
        {
            await taken.Choose(client, budget.Token);
            while (taken.IsHungry && taken.Requests < MostPages)
            {
                await Task.Delay(taken.Requests == 0 ? 0 : Math.Min(source.DelayMs, LongestPause), budget.Token);
                await taken.Page(client, budget.Token);
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            taken.Problem = "budget";
        }

        var year = clock.GetUtcNow().Year;
        var shown = taken.Records.Select(r => ShownRecord.Of(r.Id, r.Xml, MapRecord.Run(RecordMapping.Find(source.Mapping, taken.Prefix), r.Xml, year, source.BaseUrl))).ToList();
        return new Trial(shown, taken.Broken, taken.Deleted, taken.Requests, watch.Elapsed, taken.Problem);
    }

    /// <summary>The list as far as it came.</summary>
    private sealed class Taken(HarvestSource source)
    {
        private readonly HarvestRun _list = new() { Prefix = source.PrefixList.FirstOrDefault() ?? "oai_dc", SetSpec = source.SetList.FirstOrDefault() ?? "" };
        private bool _isOver;

        public List<ReadRecord> Records { get; } = [];

        public List<BrokenRecord> Broken { get; } = [];

        public int Deleted { get; private set; }

        public int Requests { get; private set; }

        public string Problem { get; set; } = "";

        public string Prefix => _list.Prefix;

        public bool IsHungry => !_isOver && Problem.Length == 0 && Records.Count + Broken.Count < Most;

        /// <summary>Of several formats, that of the real run.</summary>
        public async Task Choose(SourceClient client, CancellationToken stop)
        {
            if (source.PrefixList.Length < 2)
            {
                return;
            }

            Requests++;
            var fetched = await client.Get(Listing.Verb("ListMetadataFormats"), stop);
            var offered = fetched.Problem.Length > 0 ? null : source.PrefixAmong(SourceDescription.Formats(fetched.Bytes).Select(f => f.Prefix).ToHashSet(StringComparer.Ordinal));
            (_list.Prefix, Problem) = (offered ?? _list.Prefix, fetched.Problem.Length > 0 ? fetched.Problem : offered is null ? $"format {source.Prefix}" : "");
        }

        public async Task Page(SourceClient client, CancellationToken stop)
        {
            Requests++;
            var fetched = await client.Get(Listing.Page(_list, source.IsPrefixResent), stop);
            if (fetched.Problem.Length > 0)
            {
                Problem = fetched.Problem;
                return;
            }

            var answer = AnswerReader.Read(fetched.Bytes, new ReadingOptions(fetched.Charset, source.Encoding.Length > 0 ? source.Encoding : null, source.IsSanitised) { MostCharacters = 40_000_000 });
            Problem = answer.Refusal is { } refusal ? refusal == "DTD" ? "dtd" : "xml"
                : !answer.IsOai ? fetched.Status is >= 200 and < 300 ? "not-oai" : $"status {fetched.Status}"
                : answer.Errors.Count > 0 && answer.Records.Count == 0 ? $"oai-error {answer.Errors[0].Code} {answer.Errors[0].Text}".TrimEnd() : "";
            Deleted += answer.Records.Count(r => r.IsDeleted);
            Records.AddRange(answer.Records.Where(r => !r.IsDeleted).Take(Most - Records.Count).Select(r => r with { Id = source.Identifier(r.Id) }));
            Broken.AddRange(answer.Broken.Take(Most));
            _list.Token = answer.Token ?? "";
            _isOver = answer.Token is null;
        }
    }
}
