namespace Musenor.Web;

/// <summary>What the head of each page says to whom it is shown to: sign-in for a visitor, their spaces for somebody signed in.</summary>
public interface IVisitorLinks
{
    ValueTask<IReadOnlyList<VisitorLink>> For(HttpContext context);

    /// <summary>Empty for a visitor: public pages are the same for all of them. Else what distinguishes this person's copy.</summary>
    ValueTask<string> Stamp(HttpContext context);
}

public sealed record VisitorLink(string Label, string Address);
