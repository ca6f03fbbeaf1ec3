namespace Musenor.Web.Forms;

/// <summary>What was typed, as a form shows it again.</summary>
public static class FormValue
{
    private const int Longest = 300;

    /// <summary>For fields of one line: a text that no such field could hold is not sent back whole.</summary>
    public static string? OneLine(string? typed) => typed is { Length: > Longest } ? typed[..Longest] : typed;
}
