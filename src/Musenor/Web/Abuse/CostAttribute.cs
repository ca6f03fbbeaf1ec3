namespace Musenor.Web.Abuse;

/// <summary>What reading this address takes from the budget of a client (<see cref="ReadBudget"/>). Public pages that say nothing take 1; files and pictures nothing.</summary>
/// <param name="each">For any request.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CostAttribute(int each) : Attribute
{
    private const int MostParameters = 12;

    /// <summary>A search: the more filters, the dearer; their combinations are endless, and only programs walk them.</summary>
    public static CostAttribute Search => new(1) { PerParameter = 4 };

    public int Each => each;

    /// <summary>More for each value of the query but the number of the page.</summary>
    public int PerParameter { get; init; }

    public int Of(HttpRequest request) =>
        each + (PerParameter == 0 ? 0 : PerParameter * Math.Min(MostParameters, request.Query.Where(q => q.Key is not ("page" or "limite" or "apres")).Sum(q => q.Value.Count)));
}

/// <summary>The cost of a search page, for Razor pages.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SearchCostAttribute : Attribute;
