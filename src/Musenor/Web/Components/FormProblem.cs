namespace Musenor.Web.Components;

/// <summary>One thing to correct: the id of its field, and the same words as beside the field.</summary>
public sealed record FormProblem(string Field, string Text);

/// <summary>What to correct, on top of the page. <c>&lt;partial name="_ErrorSummary" model="new ErrorSummary(problems)" /&gt;</c></summary>
public sealed record ErrorSummary(IReadOnlyList<FormProblem> Problems);
