using System.Diagnostics;

namespace Musenor.Web.Errors;

/// <summary>Short enough to be read over the telephone, and the same in the page, the JSON answer and the log.</summary>
public static class TraceReference
{
    public static string Of(HttpContext context)
    {
        if (context.Items[typeof(TraceReference)] is string known)
        {
            return known;
        }

        var trace = Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("N");
        var reference = $"{trace[..4]}-{trace[4..8]}-{trace[8..12]}";
        context.Items[typeof(TraceReference)] = reference;
        return reference;
    }
}
