using System.Text.Json;

namespace Musenor.Web.Errors;

/// <summary>RFC 9457 problem details, in French, with the reference to quote.</summary>
public static class Problem
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task Write(HttpContext context, int status, string title, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json; charset=utf-8";
        var problem = new { type = "about:blank", title, status, detail, trace = TraceReference.Of(context) };
        return context.Response.WriteAsync(JsonSerializer.Serialize(problem, Json), context.RequestAborted);
    }
}
