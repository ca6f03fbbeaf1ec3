using System.Text.Json;

namespace Musenor.BrowserTests;

/// <summary>What a kind of page may weigh on a first visit (budgets.json).</summary>
public sealed record Budget(int Kilobytes, int Requests, int Elements)
{
    private static readonly Dictionary<string, Budget> All = JsonSerializer.Deserialize<Dictionary<string, Budget>>(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "budgets.json")), JsonSerializerOptions.Web)!;

    public static Budget Of(string kind) => All[kind];

    public IEnumerable<string> Over(double kilobytes, int requests, int elements)
    {
        if (kilobytes > Kilobytes)
        {
            yield return $"{kilobytes:F1} KB for {Kilobytes}";
        }

        if (requests > Requests)
        {
            yield return $"{requests} requests for {Requests}";
        }

        if (elements > Elements)
        {
            yield return $"{elements} elements for {Elements}";
        }
    }
}
