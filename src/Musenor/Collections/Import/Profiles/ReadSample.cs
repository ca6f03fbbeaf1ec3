using Musenor.Collections.Import.Reading;

namespace Musenor.Collections.Import.Profiles;

/// <summary>Reads the columns and the first rows of a file, and proposes where each column goes.</summary>
internal static class ReadSample
{
    /// <summary>The sample, or one sentence that says why the file cannot be read.</summary>
    public static (ProfileSample? Sample, string? Refusal) Run(string path, SourceHints hints)
    {
        var (table, refusal) = SourceFile.Sample(path, hints, ProfileSample.Shown);
        return (table is null ? null : new ProfileSample(table.Name, table.Header, table.Rows), refusal);
    }

    /// <summary>A rule for each column: the field that its name tells, or none.</summary>
    public static MappingProfile Propose(string name, SourceHints hints, ProfileSample sample) => new()
    {
        Name = name,
        Source = hints,
        KeepsOthers = false,
        Rules = [.. sample.Header.Where(h => h.Trim().Length > 0).DistinctBy(BoundProfile.Key).Select(h => new MappingRule(h.Trim(), Target(h)))],
    };

    private static string Target(string column) => ProposeField.Likely(column) is { } code && ProfileRules.Target(code) is not null ? code : "";
}
