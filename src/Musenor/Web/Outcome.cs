namespace Musenor.Web;

/// <summary>What a use case answers. Exceptions stay for what nobody expected.</summary>
public abstract record Outcome
{
    private Outcome() { }

    public sealed record Done(string Id) : Outcome;

    /// <summary>What is wrong with the form, each said beside its field.</summary>
    public sealed record Invalid(IReadOnlyList<FieldProblem> Problems) : Outcome
    {
        public Invalid(string field, string problem) : this([new FieldProblem(field, problem)]) { }

        /// <summary>The first of them, where there is room for one only.</summary>
        public string Field => Problems[0].Field;

        public string Problem => Problems[0].Problem;
    }

    public sealed record Missing : Outcome;

    public sealed record Refused(string Reason) : Outcome;

    /// <summary>Asked too often: how long to wait before asking again.</summary>
    public sealed record TooMany(TimeSpan Wait, string Reason) : Outcome;

    /// <summary>Somebody else saved first: nothing was written; the page shows both texts.</summary>
    /// <param name="By">Name of who did; empty when unknown.</param>
    public sealed record Conflict(string By, DateTimeOffset At) : Outcome;
}

/// <param name="Field">Name of the field in the form; empty for the form as a whole.</param>
public sealed record FieldProblem(string Field, string Problem);
