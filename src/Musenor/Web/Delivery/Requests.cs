using Microsoft.Net.Http.Headers;

namespace Musenor.Web.Delivery;

public static class Requests
{
    /// <summary>True when the caller is a program: a « .json » address, or JSON asked for before HTML.</summary>
    public static bool WantsJson(this HttpRequest request)
    {
        if (request.Path.Value!.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        var best = request.GetTypedHeaders().Accept
            .Where(a => a.Quality is not 0)
            .OrderByDescending(a => a.Quality ?? 1)
            .FirstOrDefault(a => IsJson(a) || a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
        return best is not null && IsJson(best);
    }

    // Not « ld+json » and its like: that is another language than the one we would answer.
    private static bool IsJson(MediaTypeHeaderValue accepted) =>
        accepted.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || accepted.SubType.Equals("problem+json", StringComparison.OrdinalIgnoreCase);
}
