using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Security;
using Musenor.Accounts.SignIn;
using Musenor.Accounts.SignUp;
using Musenor.Web;
using Musenor.Web.Errors;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>
/// The link of an invitation. Opening it changes nothing, since mail scanners follow links; sending accepts, with the account of that
/// address, made here where there is none.
/// </summary>
[Open]
public sealed class AcceptInvitationPage(AcceptInvitation accept, MuseumNames museums, UserManager<Account> accounts, JoinNetwork join) : FormPage
{
    [BindProperty(SupportsGet = true)]
    public string Token { get; set; } = "";

    [BindProperty(Name = "name")]
    public string? Name { get; set; }

    [BindProperty(Name = "password")]
    public string? Password { get; set; }

    public Invitation Invitation { get; private set; } = null!;

    public string Where { get; private set; } = "";

    public Person? Who { get; private set; }

    public bool HasAccount { get; private set; }

    /// <summary>Signed in with another account than the one invited.</summary>
    public bool IsSomebodyElse => Who is not null && Invitation.KeyOf(Who.Email) != Invitation.KeyOf(Invitation.Email);

    public async Task<IActionResult> OnGet(CancellationToken stop) => await Prepare(stop) ?? Page();

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (await Prepare(stop) is { } gone)
        {
            return gone;
        }

        if (Who is { } who)
        {
            return Turn(await accept.Run(who, Token, Sending, stop), Welcome);
        }

        if (HasAccount)
        {
            return Redirect($"/compte/connexion?retour={Uri.EscapeDataString(Request.Path)}");
        }

        return Turn(await join.Run(new JoinNetwork.Form(Token, Name ?? "", Password ?? ""), HttpContext, Sending, stop), Welcome);
    }

    private async Task<IActionResult?> Prepare(CancellationToken stop)
    {
        Response.Headers.CacheControl = "no-store";
        Response.Headers["Referrer-Policy"] = "no-referrer";
        if (await accept.Read(Token, stop) is not { } invitation)
        {
            HttpContext.Features.Set(new StatusReason(Texts.Of("Accounts")["InvitationGone"]));
            return StatusCode(StatusCodes.Status410Gone);
        }

        Invitation = invitation;
        Where = invitation.Title(await museums.Read(stop));
        Who = HttpContext.Person();
        HasAccount = await accounts.FindByEmailAsync(invitation.Email) is not null;
        return null;
    }

    private RedirectResult Welcome(string id)
    {
        Say(Texts.Of("Accounts")["Welcome", Where]);
        return Redirect("/compte/musees");
    }
}

/// <summary>Makes the account of somebody invited, signs them in and accepts. The link has proved the address.</summary>
public sealed class JoinNetwork(UserManager<Account> accounts, AcceptInvitation accept, Enter enter, TimeProvider clock)
{
    public sealed record Form(string Token, string Name, string Password);

    public async Task<Outcome> Run(Form form, HttpContext context, string? key, CancellationToken stop = default)
    {
        var words = Texts.Of("Accounts");
        if (await accept.Read(form.Token, stop) is not { } invitation)
        {
            return new Outcome.Missing();
        }

        var name = PersonName.Read(form.Name);
        if (Problems(name, invitation.Email, form.Password) is { Count: > 0 } problems)
        {
            return new Outcome.Invalid(problems);
        }

        var account = new Account { UserName = invitation.Email, Email = invitation.Email, EmailConfirmed = true, Name = name!, CreatedAt = clock.GetUtcNow() };
        if (!(await accounts.CreateAsync(account, form.Password)).Succeeded)
        {
            // Made meanwhile: by a second click, or by a sign-up.
            return new Outcome.Invalid("", words["InvitationAccountThere"]);
        }

        var accepted = await accept.Run(new Person(account.Id, account.Name, account.Email) { EmailConfirmed = true }, form.Token, key, stop);
        if (accepted is Outcome.Done)
        {
            await enter.Run(context, account, "password", stop);
        }

        return accepted;
    }

    private static List<FieldProblem> Problems(string? name, string email, string password)
    {
        var problems = new List<FieldProblem>();
        if (name is null)
        {
            problems.Add(new("name", Texts.Of("Accounts")["NameProblem", PersonName.Longest]));
        }

        if (PasswordRules.Problem(password, email, name ?? "") is { } weak)
        {
            problems.Add(new("password", weak));
        }

        return problems;
    }
}
