using Musenor.Collections.Generation;

namespace Musenor.Collections.Media.Drawing;

/// <summary>Colours that go together, dark to light, and how the description names them.</summary>
internal sealed record Palette(string Name, string Ink, string[] Colours, string Ground, string Wall)
{
    private static readonly Palette[] All =
    [
        new("bleus et ocres", "#1d2b3a", ["#2f5d8a", "#7fa3c0", "#c98b3a", "#e7c98f", "#84462d"], "#b98d5c", "#e9e2d3"),
        new("verts et roses", "#22312a", ["#3f6f57", "#8fb39a", "#c97b84", "#e9c3c0", "#705a3d"], "#8c7a5b", "#eee8df"),
        new("rouges et gris", "#2b2323", ["#9c3b34", "#d08a6a", "#6d7278", "#b9bdbf", "#44525c"], "#77706a", "#e6e4e0"),
        new("bruns et crème", "#2d2218", ["#6b4a2f", "#a5774a", "#d3b181", "#8b8a5c", "#4d5b4f"], "#7d5f43", "#f0e7d6"),
        new("noirs et blancs", "#1c1c1c", ["#3a3a3a", "#6b6b6b", "#9a9a9a", "#c6c6c6", "#525252"], "#8a8a8a", "#ededed"),
        new("jaunes et violets", "#2a2238", ["#5d4a7e", "#9b87b5", "#d9a93b", "#f0d998", "#7a4b5f"], "#9c8466", "#efeae3"),
    ];

    public static Palette One(Dice dice, bool isMonochrome) => isMonochrome ? All[4] : All[dice.Below(All.Length)];

    public string One(Dice dice) => dice.One(Colours);
}
