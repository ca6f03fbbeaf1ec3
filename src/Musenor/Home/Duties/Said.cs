namespace Musenor.Home.Duties;

/// <summary>What the installation said of itself under a setting; a blank is shown as such, never filled in.</summary>
public sealed record Said(string Key, string? Value, string? More = null);
