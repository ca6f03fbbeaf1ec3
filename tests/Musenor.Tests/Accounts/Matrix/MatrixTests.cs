using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Musenor.Tests.Accounts.Matrix;

/// <summary>Every route × everyone: nobody sees or changes what their role does not allow, and nobody is shut out of what it does.</summary>
public sealed class MatrixTests(MatrixFixture matrix) : IClassFixture<MatrixFixture>
{
    [Fact]
    public async Task Every_route_is_in_the_matrix_and_the_matrix_holds_no_other()
    {
        var served = (await Served()).Order(StringComparer.Ordinal).ToArray();
        var told = Table.Rows.Select(r => r.Route).ToArray();
        var absent = served.Except(told).Select(route => $"absent from the matrix: {route}");
        var gone = told.Except(served).Select(route => $"in the matrix, and not served: {route}");
        Empty(absent.Concat(gone));
    }

    /// <summary>Pages tell it on their class: the requests below see that.</summary>
    [Fact]
    public void Every_route_says_who_may_open_it() => Empty(
        from endpoint in matrix.Portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null
            && !Musenor.Accounts.Access.CurrentPerson.IsOpen(endpoint) && endpoint.Metadata.GetMetadata<Musenor.Accounts.Access.NeedsAttribute>() is null
        select $"{endpoint.RoutePattern.RawText} answers nobody");

    [Fact]
    public async Task Everyone_is_answered_what_the_matrix_says()
    {
        var faults = new List<string>();
        foreach (var row in Table.Rows)
        {
            foreach (var persona in Personas.Letters)
            {
                var (status, answered) = await Ask(row, persona);
                var told = row.Who.Contains(persona, StringComparison.Ordinal);
                if (answered != told)
                {
                    faults.Add($"{row.Route} as {persona}: {(told ? "should be answered" : "should be refused")}, got {status}");
                }
                else if ((int)status >= 500)
                {
                    faults.Add($"{row.Route} as {persona}: {status}");
                }
            }
        }

        Empty(faults);
    }

    [Fact]
    public async Task The_check_sees_a_page_that_answers_somebody_too_many()
    {
        var office = Table.Rows.Single(r => r.Route == "GET /gestion");
        Assert.False((await Ask(office, 'V')).Answered);
        Assert.True((await Ask(Table.Rows.Single(r => r.Route == "GET /aide"), 'V')).Answered);
    }

    [Fact]
    public void The_matrix_has_a_column_for_every_role() => Assert.Equal(
        Enum.GetValues<Musenor.Accounts.Access.Role>().Skip(2).Cast<Musenor.Accounts.Access.Role?>(), Personas.All.Select(p => p.Role).OfType<Musenor.Accounts.Access.Role>().Cast<Musenor.Accounts.Access.Role?>().Distinct());

    private async Task<(HttpStatusCode Status, bool Answered)> Ask(Table.Row row, char persona)
    {
        var (client, token) = matrix[persona];
        using var request = new HttpRequestMessage(new HttpMethod(row.Method), matrix.Address(row));
        if (row.Method == "POST")
        {
            var body = (await matrix.Fill(row.Body)).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=')).Select(p => KeyValuePair.Create(p[0], p[1]));
            request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. body]);
        }

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var status = answer.StatusCode;
        var sentToSignIn = status == HttpStatusCode.Redirect
            && (answer.Headers.Location?.OriginalString is { } to)
            && (to.StartsWith("/compte/connexion?retour", StringComparison.Ordinal) || to == "/compte/double-authentification");
        var refused = sentToSignIn || status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || (status == HttpStatusCode.NotFound && row.Who != Table.Everyone && !row.Hollow);
        return (status, !refused);
    }

    /// <summary>« GET /gestion », « POST /gestion/membres?handler=End »: what the running portal serves.</summary>
    private async Task<IEnumerable<string>> Served()
    {
        var loader = matrix.Portal.Services.GetRequiredService<PageLoader>();
        var served = new List<string>();
        foreach (var endpoint in matrix.Portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                var loaded = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
                served.AddRange(loaded.HandlerMethods.Where(h => h.HttpMethod is "Get" or "Post").Select(h => $"{h.HttpMethod.ToUpperInvariant()} {pattern}{(h.Name is null ? "" : $"?handler={h.Name}")}"));
                if (loaded.HandlerMethods.All(h => h.HttpMethod != "Get"))
                {
                    served.Add($"GET {pattern}");
                }
            }
            else
            {
                served.AddRange((endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"]).Select(method => $"{method} {pattern}"));
            }
        }

        return served.Distinct();
    }

    private static void Empty(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));
}
