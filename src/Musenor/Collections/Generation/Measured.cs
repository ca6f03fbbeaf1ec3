using System.Reflection;
using System.Text.Json;

namespace Musenor.Collections.Generation;

/// <summary>What was measured on real extracts of the Joconde base (seeds/generation.json): shares, rates and lengths, never a text.</summary>
internal sealed record Measured
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    public required Dictionary<string, double> Fill { get; init; }
    public required Dictionary<string, int[]> Lengths { get; init; }
    public required Dictionary<string, double[]> Counts { get; init; }
    public required double[] Details { get; init; }
    public required double[] Authors { get; init; }
    public double MuseumSlope { get; init; }
    public double Anonymous { get; init; }
    public double After { get; init; }
    public required Dictionary<string, double> Roles { get; init; }
    public required Dictionary<string, double> Subjects { get; init; }
    public required Dictionary<string, double> SubjectDetails { get; init; }
    public required Dictionary<string, double> Places { get; init; }
    public required Dictionary<string, double> Owners { get; init; }
    public required Dictionary<string, double> Ways { get; init; }
    public required Dictionary<string, double> Schools { get; init; }
    public required Dictionary<string, double> Epochs { get; init; }
    public required Dictionary<string, double> Inscriptions { get; init; }
    public required FamilyShares[] Families { get; init; }

    public sealed record FamilyShares
    {
        public required string Name { get; init; }
        public required Dictionary<string, double> Domains { get; init; }
        public required Dictionary<string, double> Denominations { get; init; }
        public required Dictionary<string, double> Techniques { get; init; }
        public required Dictionary<string, double> Periods { get; init; }
        public required Dictionary<string, double> Uses { get; init; }
    }

    public static Measured Read() => Seed<Measured>("generation.json");

    public static T Seed<T>(string name)
    {
        using var seed = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return JsonSerializer.Deserialize<T>(seed, Options)!;
    }
}
