namespace Musenor.Web.Components;

/// <summary>One step of the path; the last one, the page itself, has no address.</summary>
public sealed record Crumb(string Label, string? Address = null);

/// <summary>The path to this page. <c>&lt;partial name="_Breadcrumb" model="new Breadcrumb([…])" /&gt;</c></summary>
public sealed record Breadcrumb(IReadOnlyList<Crumb> Steps);
