namespace Musenor.Web.Components;

/// <summary>Never a blank table: what this is, why it is empty, one thing to do.</summary>
public sealed record EmptyState(string Title, string Text, string? Action = null, string? Address = null);
