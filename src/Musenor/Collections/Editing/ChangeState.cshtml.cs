using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>Withdraw or publish, one notice or several ticked in the list: this page names them all before anything changes.</summary>
[Needs(nameof(Rights.EditNotices))]
public sealed class ChangeStatePage(ReadNotice read, WithdrawNotices withdraw, PublishNotices publish) : FormPage
{
    public const string Path = "/gestion/notices/etat";
    private static readonly Texts Words = Texts.Of("Collections");

    [BindProperty(Name = "ref")]
    public string[] Refs { get; set; } = [];

    /// <summary>« retirer » or « publier ».</summary>
    [BindProperty(Name = "geste")]
    public string Deed { get; set; } = "";

    [BindProperty(Name = "motif")]
    public string? Reason { get; set; }

    [BindProperty(Name = "precision")]
    public string? Note { get; set; }

    public IReadOnlyList<NoticeView> Notices { get; private set; } = [];

    public bool Withdraws => Deed == "retirer";

    /// <summary>Those that the decision changes: the others are already so.</summary>
    public int Changing => Notices.Count(n => n.IsWithdrawn != Withdraws);

    public IActionResult OnGet() => Redirect(NoticeFilter.Path);

    public async Task<IActionResult> OnPost(string? confirme, CancellationToken stop = default)
    {
        if (Deed is not ("retirer" or "publier"))
        {
            return Redirect(NoticeFilter.Path);
        }

        var problems = ChosenNotices.Check(Refs).ToList();
        if (problems.Count == 0 && await Read(stop) is { } refusal)
        {
            return Turn(refusal, _ => NotFound());
        }

        if (problems.Count > 0)
        {
            return Turn(new Outcome.Invalid(problems), _ => NotFound());
        }

        if (confirme is null)
        {
            return Page();
        }

        var who = HttpContext.Known();
        return Turn(
            Withdraws ? await withdraw.Run(who, new(Refs, Reason ?? "", Note ?? "", Sending), stop) : await publish.Run(who, new(Refs, Sending), stop),
            Done);
    }

    private IActionResult Done(string done)
    {
        var count = int.Parse(done, CultureInfo.InvariantCulture);
        Say(count == 0 ? Words[Withdraws ? "Bulk.AlreadyWithdrawn" : "Bulk.AlreadyPublished"] : Words[Withdraws ? "Bulk.Withdrawn" : "Bulk.Published", count]);
        return Redirect(Refs.Distinct().Count() == 1 ? NoticeLinks.Edit(Refs[0]) : NoticeFilter.Path);
    }

    private async Task<Outcome?> Read(CancellationToken stop)
    {
        var notices = new List<NoticeView>();
        foreach (var reference in Refs.Distinct(StringComparer.Ordinal))
        {
            if (await read.Run(reference, stop) is not { } notice)
            {
                return new Outcome.Missing();
            }

            if (!HttpContext.Known().May(Rights.EditNotices, notice.Museum.Id))
            {
                return new Outcome.Refused(Words["Edit.Refused"]);
            }

            notices.Add(notice);
        }

        Notices = notices;
        return null;
    }
}
