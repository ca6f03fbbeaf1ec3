namespace Musenor.Web;

/// <summary>What a use case answers. Exceptions stay for what nobody expected.</summary>
public abstract record Outcome
{
    private Outcome() { }

    public sealed record Done(string Id) : Outcome;

    public sealed record Invalid(string Field, string Problem) : Outcome;

    public sealed record Missing : Outcome;

    public sealed record Refused(string Reason) : Outcome;
}
