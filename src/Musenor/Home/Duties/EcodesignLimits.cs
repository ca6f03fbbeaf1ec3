namespace Musenor.Home.Duties;

/// <summary>What a kind of page may weigh on a first visit; the browser tests hold the same figures (budgets.json).</summary>
public sealed record EcodesignLimit(string Key, int Kilobytes, int Requests, int Elements);

public static class EcodesignLimits
{
    public static readonly IReadOnlyList<EcodesignLimit> All =
    [
        new("EcoFrontPage", 250, 14, 400),
        new("EcoSearchPage", 250, 30, 430),
        new("EcoTablePage", 120, 6, 520),
        new("EcoNoticePage", 200, 10, 300),
        new("EcoZoomPage", 350, 15, 120),
        new("EcoMuseumPage", 220, 12, 350),
        new("EcoMapPage", 80, 5, 620),
        new("EcoTextPage", 90, 6, 250),
    ];
}
