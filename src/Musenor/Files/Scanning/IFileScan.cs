namespace Musenor.Files.Scanning;

public enum ScanAnswer { Clean, Infected, None }

/// <param name="Words">Name of what was found, or why there is no answer.</param>
public sealed record ScanResult(ScanAnswer Answer, string Words);

/// <summary>Looks for viruses in a file. An installation names one by a setting; without it files are ready at once.</summary>
public interface IFileScan
{
    /// <summary>Never throws for a scanner that is away, slow or confused: that is no answer, and the file waits.</summary>
    Task<ScanResult> Scan(Stream file, CancellationToken stop = default);
}
