using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.SignIn;
using Musenor.Web;
using Musenor.Web.Forms;
using QRCoder;

namespace Musenor.Accounts.Security;

[Needs(nameof(Rights.OwnAccount))]
public sealed class SecondFactorPage(SecondFactor factor, AskPassword ask, Credentials credentials, Refresh refresh) : FormPage
{
    [BindProperty(Name = "proposed")]
    public string? Proposed { get; set; }

    [BindProperty(Name = "code")]
    public string? Code { get; set; }

    [BindProperty(Name = "current")]
    public string? Current { get; set; }

    /// <summary>Another telephone in place of the first one.</summary>
    [BindProperty(Name = "remplacer", SupportsGet = true)]
    public bool Replace { get; set; }

    public bool IsOn { get; private set; }

    /// <summary>A role of the association is held: it cannot be turned off.</summary>
    public bool IsNeeded { get; private set; }

    /// <summary>Signed in with the password alone, where a passkey could have been used: no other factor is made from here.</summary>
    public bool NeedsFactorFirst { get; private set; }

    public int Left { get; private set; }

    public SecondFactor.Offer? Offer { get; private set; }

    /// <summary>Shown this once.</summary>
    public IReadOnlyList<string> Codes { get; private set; } = [];

    public string Picture
    {
        get
        {
            using var code = QRCodeGenerator.GenerateQrCode(Offer!.Address, QRCodeGenerator.ECCLevel.M);
            using var picture = new PngByteQRCode(code);
            return $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(6))}";
        }
    }

    public async Task OnGet(CancellationToken stop) => await Show(Replace, stop);

    public async Task<IActionResult> OnPostEnable(CancellationToken stop)
    {
        await Show(true, stop);
        var who = HttpContext.Known();
        if (await ask.ForFactors(who, Current, stop) is { } refused)
        {
            return Turn(refused, _ => Page());
        }

        if (await factor.Enable(who, Proposed, Code, stop) is not { } codes)
        {
            return Turn(new Outcome.Invalid("code", Texts.Of("Accounts")["EnrolCodeWrong"]), _ => Page());
        }

        return await Shown(codes, "totp", stop);
    }

    public async Task<IActionResult> OnPostCodes(CancellationToken stop)
    {
        await Show(false, stop);
        var who = HttpContext.Known();
        if (await ask.ForFactors(who, Current, stop) is { } refused)
        {
            return Turn(refused, _ => Page());
        }

        return IsOn ? await Shown(await factor.NewCodes(who, stop), null, stop) : Redirect("/compte/double-authentification");
    }

    public async Task<IActionResult> OnPostDisable(CancellationToken stop)
    {
        await Show(false, stop);
        var who = HttpContext.Known();
        var outcome = await ask.ForFactors(who, Current, stop) ?? await factor.Disable(who, stop);
        if (outcome is Outcome.Done)
        {
            await refresh.Run(HttpContext, "password", stop);
            Say(Texts.Of("Accounts")["SecondFactorDisabled"]);
        }

        return Turn(outcome, _ => Redirect("/compte"));
    }

    private async Task<IActionResult> Shown(IReadOnlyList<string> codes, string? proof, CancellationToken stop)
    {
        Codes = codes;
        Offer = null;
        await refresh.Run(HttpContext, proof, stop);
        Response.Headers.CacheControl = "no-store";
        return Page();
    }

    private async Task Show(bool offer, CancellationToken stop)
    {
        var who = HttpContext.Known();
        IsOn = (await credentials.OfId(who.Id, stop))?.TwoFactorEnabled == true;
        IsNeeded = who.Roles.Any(r => Roles.OfTheAssociation.Contains(r.Role));
        NeedsFactorFirst = !who.SecondFactor && await credentials.HasFactor(who.Id, stop);
        Left = IsOn ? await factor.CodesLeft(who.Id, stop) : 0;
        Offer = offer || !IsOn ? factor.Propose(who, Proposed) : null;
    }
}
