namespace Musenor.Web.Components;

/// <summary>
/// Two texts side by side and what parts them, word by word: the current record at the left, what is proposed at the right. Radio
/// buttons, a reason and the answer follow it on decision pages. <c>&lt;partial name="_Comparison" model="new Comparison(…)" /&gt;</c>
/// </summary>
/// <param name="LeftTitle">What the left text is: « Texte enregistré ».</param>
public sealed record Comparison(string LeftTitle, string Left, string RightTitle, string Right);
