using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Bounces;
using Musenor.Notifications.Mail;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Notifications.Queue;

[Needs(nameof(Rights.WatchMail))]
public sealed class ListMailsPage(ListMails list, DecideMail decide, ResumeAddress resume, MailSettings settings) : FormPage
{
    // As they stand in addresses, and in the table.
    public static readonly (string Word, string State)[] States =
        [("attente", "waiting"), ("echec", "failed"), ("doute", "doubtful"), ("envoyes", "sent"), ("abandonnes", "dropped"), ("rebonds", "bouncing")];

    [FromQuery(Name = "etat")]
    public string Word { get; set; } = "attente";

    [FromQuery(Name = "categorie")]
    public string? Category { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    [BindProperty(Name = "id")]
    public string? Id { get; set; }

    [BindProperty(Name = "decision")]
    public string? Decision { get; set; }

    public bool HasServer => settings.Server is not null;

    public ListMails.Page Found { get; private set; } = new([], 0);

    public IReadOnlyList<BouncingAddress> Bouncing { get; private set; } = [];

    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    public string State => States.FirstOrDefault(s => s.Word == Word).State ?? "";

    public async Task<IActionResult> OnGet(CancellationToken stop)
    {
        Number = Math.Max(1, Number);
        if (State.Length == 0 || (Category is { Length: > 0 } && !Enum.TryParse<Category>(Category, out _)))
        {
            return NotFound();
        }

        Counts = await list.Counts(stop);
        if (State == "bouncing")
        {
            Bouncing = await list.Bouncing(stop);
            return Page();
        }

        Found = await list.Run(HttpContext.Known(), new(State, Category, Number), stop);
        return Number > Found.Pages ? NotFound() : Page();
    }

    public async Task<IActionResult> OnPost(CancellationToken stop) => Decision switch
    {
        "envoyer" or "abandonner" => Turn(await decide.Run(HttpContext.Known(), new(Id ?? "", Decision == "envoyer", Sending), stop), _ => Back(Decision == "envoyer" ? "MailResent" : "MailDropped")),
        "reprendre" => Turn(await resume.Run(HttpContext.Known(), Id ?? "", stop), _ => Back("AddressResumed")),
        _ => NotFound(),
    };

    public string Filter(string word) => "/gestion/courriels" + Microsoft.AspNetCore.Http.QueryString.Create(
        new Dictionary<string, string?> { ["etat"] = word, ["categorie"] = string.IsNullOrEmpty(Category) ? null : Category }.Where(p => p.Value is not null));

    /// <summary>The program's own words for what happened, in the reader's; what a server said stays as it said it.</summary>
    public static string? Reason(string? problem)
    {
        var known = problem is not null && Reasons.Contains(problem);
        return known ? Texts.Of("Notifications")[$"Reason.{problem!.Replace(' ', '-')}"] : problem;
    }

    private static readonly string[] Reasons = ["interrupted", "erased", "unconfirmed", "address", "read", "untrue", "bounced", "off", "lease", "given up", "no answer in time"];

    private RedirectResult Back(string said)
    {
        Say(Texts.Of("Notifications")[said]);
        return Redirect(Filter(Word));
    }
}
