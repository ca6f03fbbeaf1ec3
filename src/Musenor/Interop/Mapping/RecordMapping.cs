using System.Text.Json;
using System.Text.Json.Serialization;

namespace Musenor.Interop.Mapping;

/// <summary>How the records of a format, or of one source in it, become notices: a file of <c>Formats</c>, read at the start.</summary>
internal sealed record RecordMapping
{
    private static readonly JsonSerializerOptions Read = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip };

    public required string Name { get; init; }

    /// <summary>A changed file is a new version: every record is mapped again, from what was stored.</summary>
    public required int Version { get; init; }

    /// <summary>Prefixes that it reads; a source may be told to use it by its name whatever its prefix.</summary>
    public required string[] Formats { get; init; }

    public required string Namespace { get; init; }

    /// <summary>A reader of the house that goes first: « lido », « joconde »; rules then add what it does not say.</summary>
    public string Base { get; init; } = "";

    /// <summary>Named here, « $name » in the steps « among » and « except »: folded words parted by « | ».</summary>
    public Dictionary<string, string> Lists { get; init; } = [];

    public required MappingRule[] Rules { get; init; }

    /// <summary>Code of quarantine → targets of which one at least must have a value.</summary>
    public required Dictionary<string, string[]> Required { get; init; }

    public string Mark => $"{Name} {Version}";

    public static IReadOnlyList<RecordMapping> All { get; } = [.. Files().Select(Of)];

    /// <summary>The mapping that a source asks for by name, else that of the format; null when there is none.</summary>
    public static RecordMapping? Find(string wanted, string prefix) =>
        (wanted.Length > 0 ? All.FirstOrDefault(m => m.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) : null) ?? All.FirstOrDefault(m => m.Formats.Contains(prefix, StringComparer.OrdinalIgnoreCase));

    private static IEnumerable<string> Files() => typeof(RecordMapping).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("mapping.", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static RecordMapping Of(string file)
    {
        using var stream = typeof(RecordMapping).Assembly.GetManifestResourceStream(file)!;
        var mapping = JsonSerializer.Deserialize<RecordMapping>(stream, Read) ?? throw new FormatException(file);
        return Of(mapping with { Rules = [.. mapping.Rules.Select(r => r with { Steps = [.. r.Steps.Select(s => Named(mapping, s))] })] });
    }

    private static string Named(RecordMapping mapping, string step) => step.Split(' ') is [("among" or "except") and var name, ['$', .. var list]] ? $"{name} {mapping.Lists[list]}" : step;

    /// <summary>Reads its paths and steps now: a faulty file stops the start, not a record.</summary>
    private static RecordMapping Of(RecordMapping mapping)
    {
        foreach (var rule in mapping.Rules)
        {
            _ = rule.Path;
            foreach (var step in rule.Steps)
            {
                _ = MappingSteps.Run(step, ["1"], null).ToArray();
            }
        }

        return mapping;
    }
}

/// <summary>One line of a mapping.</summary>
internal sealed record MappingRule
{
    private MappingPath? _path;

    public required string From { get; init; }

    /// <summary>A Joconde code, or one of <see cref="MappedRecord.Targets"/>.</summary>
    public required string To { get; init; }

    public string[] Steps { get; init; } = [];

    /// <summary>Nothing is added where this target has a value already; « itself » by default adds.</summary>
    public string Unless { get; init; } = "";

    [JsonIgnore]
    public MappingPath Path => _path ??= MappingPath.Parse(From);
}
