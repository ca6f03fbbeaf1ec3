namespace Heritage.Standards.Joconde;

/// <summary>The national open data writes « Non renseigné » where a field is empty.</summary>
internal static class NotGiven
{
    public static bool Is(string text)
    {
        var trimmed = text.AsSpan().Trim();
        return trimmed.Equals("Non renseigné", StringComparison.OrdinalIgnoreCase) || trimmed.Equals("Non renseignée", StringComparison.OrdinalIgnoreCase);
    }
}
