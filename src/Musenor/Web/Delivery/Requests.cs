using Microsoft.Net.Http.Headers;

namespace Musenor.Web.Delivery;

public static class Requests
{
    /// <summary>True when the caller is a program: a « .json » address, or JSON asked for before HTML.</summary>
    public static bool WantsJson(this HttpRequest request)
    {
        if (IsOfPrograms(request.Path.Value!))
        {
            return true;
        }

        var best = request.GetTypedHeaders().Accept
            .Where(a => a.Quality is not 0)
            .OrderByDescending(a => a.Quality ?? 1)
            .FirstOrDefault(a => IsJson(a) || a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
        return best is not null && IsJson(best);
    }

    /// <summary>An address that answers programs only, whatever they accept.</summary>
    public static bool IsOfPrograms(string path) =>
        path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/api/", StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// JSON-LD asked for before HTML: the profile named with it, empty when none is; null when something else is wanted. RFC 6906: a profile is a
    /// parameter of the media type, one or several addresses parted by blanks.
    /// </summary>
    public static string? LinkedProfile(this HttpRequest request)
    {
        var best = request.GetTypedHeaders().Accept
            .Where(a => a.Quality is not 0)
            .OrderByDescending(a => a.Quality ?? 1)
            .FirstOrDefault(a => IsLinked(a) || IsJson(a) || a.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
        return best is null || !IsLinked(best) ? null
            : HeaderUtilities.RemoveQuotes(best.Parameters.FirstOrDefault(p => p.Name.Equals("profile", StringComparison.OrdinalIgnoreCase))?.Value ?? default).Value ?? "";
    }

    private static bool IsLinked(MediaTypeHeaderValue accepted) => accepted.MediaType.Equals("application/ld+json", StringComparison.OrdinalIgnoreCase);

    // Not « ld+json » and its like: that is another language than the one we would answer.
    private static bool IsJson(MediaTypeHeaderValue accepted) =>
        accepted.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || accepted.SubType.Equals("problem+json", StringComparison.OrdinalIgnoreCase);
}
