using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Musenor.Tests;

/// <summary>Gives requests the address they come from: the test server has none.</summary>
internal sealed class TestClients : IStartupFilter
{
    public const string Header = "X-Test-Client";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, go) =>
        {
            context.Connection.RemoteIpAddress = context.Request.Headers[Header] is [{ } address] ? IPAddress.Parse(address) : IPAddress.Loopback;
            context.Request.Headers.Remove(Header);
            return go(context);
        });
        next(app);
    };
}
