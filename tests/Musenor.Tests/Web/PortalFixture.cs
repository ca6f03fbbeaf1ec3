namespace Musenor.Tests.Web;

/// <summary>One portal for tests that only read.</summary>
public sealed class PortalFixture : IDisposable
{
    private readonly MusenorFixture _portal = new();

    public PortalFixture() => Visitor = _portal.Visitor();

    public HttpClient Visitor { get; }

    public IServiceProvider Services => _portal.Services;

    public void Dispose()
    {
        Visitor.Dispose();
        _portal.DisposeAsync().AsTask().GetAwaiter().GetResult();
    }
}
