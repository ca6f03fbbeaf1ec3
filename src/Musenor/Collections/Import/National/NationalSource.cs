using Musenor.Storage;

namespace Musenor.Collections.Import.National;

/// <summary>Where the national base is, and how patient its readers are.</summary>
/// <param name="Address">Of the dataset in the API of Opendatasoft 2.1, up to « …/datasets/&lt;name&gt;/ »; null where the installation names none.</param>
internal sealed record NationalSource(Uri? Address)
{
    public const string Key = "Import:NationalUrl";

    /// <summary>Rows of one answer: the most that the API gives.</summary>
    public int PageSize { get; init; } = 100;

    /// <summary>Rows that the API gives page by page: beyond, it has an export.</summary>
    public int MostByPages { get; init; } = 10_000;

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    public long LargestPage { get; init; } = 32L * 1024 * 1024;

    public long LargestExport { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Attempts of one request, the first included.</summary>
    public int Attempts { get; init; } = 6;

    /// <summary>Longer than this, what the server asks to wait is for another day.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Waits between two attempts: tests do not.</summary>
    public Func<TimeSpan, CancellationToken, Task> Wait { get; init; } = Task.Delay;

    public static NationalSource Read(IConfiguration configuration)
    {
        if (configuration[Key] is not { } written || string.IsNullOrWhiteSpace(written))
        {
            return new NationalSource((Uri?)null);
        }

        return Uri.TryCreate(written.Trim().TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? new NationalSource(address)
            : throw new WrongSetting(Key, $"« {written} » n’est pas une adresse http(s) complète.");
    }
}

/// <param name="Fetched">Notices on the disk so far.</param>
public sealed record FetchProgress(long Fetched, long Total);

/// <summary>What a download gave: a file, or one sentence.</summary>
/// <param name="Path">JSON lines, in the data folder; null when refused.</param>
public sealed record Fetched(string? Path, long Notices, string? Refusal);

/// <summary>What the national base answered, or did not: one sentence for who asked.</summary>
internal sealed class NationalFailure(string sentence) : Exception(sentence);
