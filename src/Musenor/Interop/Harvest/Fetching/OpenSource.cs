using Microsoft.AspNetCore.DataProtection;
using Musenor.Interop.Harvest.Sources;
using Musenor.Web;

namespace Musenor.Interop.Harvest.Fetching;

/// <summary>Connections to sources: who we say we are, what their secrets are.</summary>
public sealed class OpenSource
{
    private readonly AddressGuard _guard;
    private readonly IDataProtector _seal;
    private readonly TimeProvider _clock;
    private readonly string _agent;
    private readonly string _from;

    public OpenSource(IConfiguration configuration, SiteSettings site, IDataProtectionProvider protection, TimeProvider clock)
    {
        (_guard, _clock) = (new AddressGuard(configuration), clock);
        _seal = protection.CreateProtector("Musenor.Interop.Harvest.Headers");
        _from = configuration["Oai:AdminEmail"] ?? site.Contact ?? "";
        _from = _from.Contains('@', StringComparison.Ordinal) ? _from : "";
        _agent = $"Musenor/1.0 (+{site.BaseUrl}{(_from.Length > 0 ? $"; mailto:{_from}" : "")})";
    }

    internal SourceClient Run(HarvestSource source) => new(source, Opened(source.Headers), _agent, _from, _guard, _clock);

    public string Sealed(string headers) => headers.Length > 0 ? _seal.Protect(headers) : "";

    private string Opened(string headers)
    {
        try
        {
            return headers.Length > 0 ? _seal.Unprotect(headers) : "";
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return ""; // the keys are gone: the source answers 401, and a person types them again
        }
    }
}
