using System.Threading.Channels;
using Dapper;
using Musenor.Files.Places;
using Musenor.Storage;

namespace Musenor.Files.Scanning;

/// <summary>
/// Scans the files that wait, oldest first. Several processes share the work: each takes a file by changing its state. Without an
/// answer the file goes back to wait, and nobody can fetch it meanwhile.
/// </summary>
public sealed class ScanFiles(Database database, FileStore store, TimeProvider clock, ILogger<ScanFiles> log, IEnumerable<IFileScan> scans)
{
    // Whoever took a file and said nothing for that long was stopped.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(15);

    private readonly IFileScan? _scan = scans.FirstOrDefault();
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public bool IsInstalled => _scan is not null;

    private sealed record Waiting
    {
        public string Id { get; init; } = "";
        public string Place { get; init; } = "";
        public string OriginalName { get; init; } = "";
    }

    /// <summary>A file has come.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Until a file comes.</summary>
    public ValueTask<bool> Heard(CancellationToken stop) => _bell.Reader.ReadAsync(stop);

    /// <summary>Answers how many files were settled. Stops at the first one without an answer: the scanner is away, or stumbles on it.</summary>
    public async Task<int> Run(CancellationToken stop = default)
    {
        var settled = 0;
        while (_scan is not null && await Take(stop) is { } file)
        {
            var result = await Scan(_scan, file, stop);
            await Conclude(file, result, stop);
            if (result.Answer == ScanAnswer.None)
            {
                log.LogWarning("The scan of {File} has no answer, it waits: {Words}", file.Id, result.Words);
                break;
            }

            settled++;
        }

        return settled;
    }

    private async Task<ScanResult> Scan(IFileScan scan, Waiting file, CancellationToken stop)
    {
        try
        {
            await using var bytes = File.OpenRead(store.PathOf(file.Place));
            return await scan.Scan(bytes, stop);
        }
        catch (IOException e)
        {
            return new ScanResult(ScanAnswer.None, e.Message);
        }
    }

    private Task<Waiting?> Take(CancellationToken stop) => database.Write(async (connection, transaction) =>
    {
        var now = clock.GetUtcNow();
        var file = await connection.QueryFirstOrDefaultAsync<Waiting>("""
            select id, place, original_name from stored_file
            where state = 'received' or (state = 'scanning' and state_at < @abandoned)
            order by state_at, id limit 1
            """, new { abandoned = now - Abandoned }, transaction);
        if (file is not null)
        {
            await connection.ExecuteAsync("update stored_file set state = 'scanning', state_at = @now where id = @Id", new { now, file.Id }, transaction);
        }

        return file;
    }, stop);

    private async Task Conclude(Waiting file, ScanResult result, CancellationToken stop)
    {
        var state = result.Answer switch
        {
            ScanAnswer.Clean => FileState.Ready,
            ScanAnswer.Infected => FileState.Refused,
            _ => FileState.Received,
        };
        if (result.Answer == ScanAnswer.Infected)
        {
            log.LogWarning("The scan refuses {File}: {Words}", file.Id, result.Words);
        }

        // Dropped meanwhile, it stays so.
        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "update stored_file set state = @state, state_at = @now, scan_result = @words where id = @Id and state = 'scanning'",
            new { state, now = clock.GetUtcNow(), words = result.Answer == ScanAnswer.None ? null : result.Words, file.Id },
            transaction), stop);
        if (result.Answer == ScanAnswer.Infected)
        {
            store.Remove(file.Place);
        }
    }
}
