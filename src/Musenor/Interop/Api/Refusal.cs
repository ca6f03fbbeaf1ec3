using Musenor.Web.Errors;

namespace Musenor.Interop.Api;

/// <summary>A question that cannot be answered as it was put: 400 with RFC 9457 problem details that say which parameter, and what to write.</summary>
internal sealed class Refusal(string detail) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext) => Problem.Write(httpContext, StatusCodes.Status400BadRequest, "Demande incomprise", detail);
}
