namespace Musenor.Web.Components;

/// <summary>One active filter: its category, its value, and the address without it.</summary>
public sealed record Chip(string Category, string Value, string Remove);

/// <summary>All active filters. <c>&lt;partial name="_Chips" model="new Chips(list, clear)" /&gt;</c></summary>
public sealed record Chips(IReadOnlyList<Chip> Active, string Clear);
