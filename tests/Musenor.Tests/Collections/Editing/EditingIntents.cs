using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Storage;
using Musenor.Tests.Accounts;
using Musenor.Web;

namespace Musenor.Tests.Collections.Editing;

/// <summary>What tests of the editor say: somebody of a museum, a correction, what a page shows.</summary>
internal static class EditingIntents
{
    /// <summary>Somebody who works in this museum.</summary>
    public static async Task<Person> Curator(this MusenorFixture portal, string name, string museum = "M0638")
    {
        var email = $"{name}-{Guid.NewGuid():N}@example.org";
        var id = await portal.Account(email, Role.Professional, museum);
        return new Person(id, email.Split('@')[0], email) { EmailConfirmed = true, IsDemo = true, Roles = [new HeldRole(Role.Professional, museum, null)] };
    }

    public static async Task<OpenedNotice> Open(this MusenorFixture portal, string reference) => (await portal.Ask((OpenNotice open) => open.Run(reference)))!;

    public static Task<Outcome> Edit(this MusenorFixture portal, Person who, string reference, long revision, params (string Code, string Text)[] fields) =>
        portal.Ask((EditNotice edit) => edit.Run(who, new(reference, revision, fields.ToDictionary(f => f.Code, f => f.Text), Guid.NewGuid().ToString("N"))));

    /// <summary>As the form does: opened, corrected, saved.</summary>
    public static async Task<Outcome> Edit(this MusenorFixture portal, Person who, string reference, params (string Code, string Text)[] fields) =>
        await portal.Edit(who, reference, (await portal.Open(reference)).Revision, fields);

    public static Task<Outcome> Withdraw(this MusenorFixture portal, Person who, params string[] refs) =>
        portal.Ask((WithdrawNotices withdraw) => withdraw.Run(who, new(refs, "droits", "Une vérification est en cours", Guid.NewGuid().ToString("N"))));

    public static Task<Outcome> Publish(this MusenorFixture portal, Person who, params string[] refs) =>
        portal.Ask((PublishNotices publish) => publish.Run(who, new(refs, Guid.NewGuid().ToString("N"))));

    public static async Task<string> Text(this MusenorFixture portal, string reference, string code) =>
        (await portal.Ask((ReadNotice read) => read.Run(reference)))!.Notice[code];

    public static async Task<T> Query<T>(this MusenorFixture portal, string sql, object? values = null)
    {
        await using var connection = await portal.Services.GetRequiredService<Database>().Open();
        return (await connection.QuerySingleAsync<T>(sql, values))!;
    }

    public static async Task<IDocument> Page(this HttpClient browser, string address)
    {
        using var answer = await browser.GetAsync(address);
        return await answer.Page();
    }

    public static async Task<IDocument> Page(this HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    /// <summary>The words of a page's own part, blanks folded.</summary>
    public static string Words(this IDocument page) => string.Join(' ', page.QuerySelector("main")!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
