using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;

namespace Musenor.Tests.Accounts;

/// <summary>What tests want of accounts, in intents: a person with a role, a form read and sent as a browser would.</summary>
internal static class AccountIntents
{
    public const string Password = "trois petits pots de grès";

    /// <summary>An account, with its role; answers its identifier.</summary>
    public static async Task<string> Account(this MusenorFixture portal, string email, Role? role = null, string? museum = null) =>
        ((Outcome.Done)await portal.Ask((AddAccount add) => add.Run(new(email, email.Split('@')[0], Password, role, museum, IsDemo: true)))).Id;

    /// <summary>A browser where somebody with this role is signed in.</summary>
    public static async Task<HttpClient> SignedIn(this MusenorFixture portal, Role? role = null, string? museum = null, string? email = null)
    {
        var address = email ?? $"{role?.Key() ?? "contributor"}-{Guid.NewGuid():N}@example.org";
        await portal.Account(address, role, museum);
        return await portal.SignIn(address);
    }

    public static async Task<HttpClient> SignIn(this MusenorFixture portal, string email, string password = Password)
    {
        var browser = portal.Visitor();
        using var answer = await browser.Send("/compte/connexion", new() { ["email"] = email, ["password"] = password });
        return answer.StatusCode == HttpStatusCode.Redirect ? browser : throw new InvalidOperationException($"Sign-in answered {answer.StatusCode}.");
    }

    /// <summary>Opens the page, fills its form (hidden fields kept) and sends it.</summary>
    /// <param name="form">A selector, where the page has several forms that send.</param>
    public static async Task<HttpResponseMessage> Send(this HttpClient browser, string page, Dictionary<string, string> fields, string form = "main form[method=post]", Action? meanwhile = null)
    {
        using var opened = await browser.GetAsync(page);
        var document = new HtmlParser().ParseDocument(await opened.Content.ReadAsStringAsync());
        var found = document.QuerySelector(form) as IHtmlFormElement
            ?? throw new InvalidOperationException($"{page} ({opened.StatusCode}) has no form « {form} »: {document.Body?.TextContent.Trim()}");
        meanwhile?.Invoke();
        return await browser.PostAsync(found.GetAttribute("action") is { Length: > 0 } action ? action : page, new FormUrlEncodedContent(Filled(found, fields)));
    }

    private static List<KeyValuePair<string, string>> Filled(IHtmlFormElement form, Dictionary<string, string> fields)
    {
        var sent = fields.ToList();
        foreach (var element in form.Elements.Where(e => e.GetAttribute("name") is { Length: > 0 } name && !fields.ContainsKey(name)))
        {
            var value = element switch
            {
                IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } => null,
                IHtmlInputElement input => input.Value,
                IHtmlTextAreaElement text => text.Value,
                IHtmlSelectElement select => select.Value,
                _ => null,
            };
            if (value is not null)
            {
                sent.Add(new(element.GetAttribute("name")!, value));
            }
        }

        return sent;
    }
}
