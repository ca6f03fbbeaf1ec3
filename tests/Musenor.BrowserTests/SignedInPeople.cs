using Musenor.Accounts.Security;
using Xunit;

namespace Musenor.BrowserTests;

/// <summary>Signs each persona in once, as people do, and keeps the cookies for the run.</summary>
internal sealed class SignedInPeople(Func<Task<Visit>> open)
{
    private readonly Dictionary<Persona, string> _states = [];

    public async Task<string> State(Persona persona)
    {
        if (!_states.TryGetValue(persona, out var state))
        {
            await using var visit = await open();
            await SignIn(visit, persona.Email);
            if (persona.NeedsCode)
            {
                await Enrol(visit);
            }

            _states[persona] = state = await visit.Page.Context.StorageStateAsync();
        }

        return state;
    }

    public static async Task SignIn(Visit visit, string email, string password = Pages.Password)
    {
        await visit.Go("/compte/connexion");
        await visit.Page.GetByLabel("Adresse électronique").FillAsync(email);
        await visit.Page.GetByLabel("Mot de passe", new() { Exact = true }).FillAsync(password);
        await visit.Press("Se connecter");
        Assert.EndsWith("/compte", visit.Page.Url, StringComparison.Ordinal);
    }

    private static async Task Enrol(Visit visit)
    {
        await visit.Go("/compte/double-authentification");
        var key = (await visit.Page.Locator("code.key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        await visit.Page.GetByLabel("Code").FillAsync(Totp.Code(key, DateTimeOffset.UtcNow));
        await visit.Page.GetByLabel("Mot de passe actuel").FillAsync(Pages.Password);
        await visit.Press("Mettre en place");
        await visit.Page.Locator("ul.codes").WaitForAsync();
    }
}
