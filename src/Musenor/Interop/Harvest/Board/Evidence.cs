using System.Data.Common;
using System.Text;
using System.Text.Unicode;
using Dapper;
using Musenor.Interop.Harvest.Fetching;
using Musenor.Storage;

namespace Musenor.Interop.Harvest.Board;

/// <summary>What a source answered to one question when it was tried.</summary>
internal sealed record Evidence
{
    public const string Identify = "Identify";
    public const string Formats = "ListMetadataFormats";
    public const string Sets = "ListSets";

    /// <summary>Not asked, since the question before got no answer.</summary>
    public const string Skipped = "skipped";

    // An answer that describes a repository is small; of the sets of a big one the first are enough.
    private const int Longest = 1_000_000;
    private const int MostBytes = 20_000_000;

    public static readonly IReadOnlyList<string> Verbs = [Identify, Formats, Sets];

    public string Source { get; init; } = "";
    public string Verb { get; init; } = "";
    public DateTimeOffset FetchedAt { get; init; }
    public string Url { get; init; } = "";
    public int Status { get; init; }
    public string Answer { get; init; } = "";
    public string Problem { get; init; } = "";
    public int Ms { get; init; }

    public byte[] Bytes => Encoding.UTF8.GetBytes(Answer);

    public static Evidence Of(string source, string verb, string url, Fetched fetched, DateTimeOffset at) => new()
    {
        Source = source,
        Verb = verb,
        FetchedAt = at,
        Url = url,
        Status = fetched.Status,
        Answer = Text(fetched.Bytes),
        Problem = fetched.Bytes.Length > MostBytes ? "too-big" : fetched.Problem,
        Ms = fetched.Milliseconds,
    };

    public static async Task<IReadOnlyList<Evidence>> Read(DbConnection connection, string source) =>
        (await connection.QueryAsync<Evidence>("select source, verb, fetched_at, url, status, answer, problem, ms from harvest_evidence where source = @source", new { source })).OrderBy(e => Verbs.ToList().IndexOf(e.Verb)).ToList();

    public Task<int> Write(DbConnection connection, DbTransaction transaction) => connection.ExecuteAsync("""
        insert into harvest_evidence (source, verb, fetched_at, url, status, answer, problem, ms) values (@Source, @Verb, @at, @Url, @Status, @Answer, @Problem, @Ms)
        on conflict (source, verb) do update set fetched_at = excluded.fetched_at, url = excluded.url, status = excluded.status, answer = excluded.answer, problem = excluded.problem, ms = excluded.ms
        """, new { Source, Verb, at = FetchedAt.Text(), Url, Status, Answer, Problem, Ms }, transaction);

    private static string Text(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
        {
            return "";
        }

        var text = (Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes)).Replace("\0", "", StringComparison.Ordinal);
        if (text.Length <= Longest)
        {
            return text;
        }

        var end = text.LastIndexOf("</set>", Longest, StringComparison.Ordinal);
        return end < 0 ? text[..Longest] : string.Concat(text.AsSpan(0, end + "</set>".Length), "</ListSets></OAI-PMH>");
    }
}
