using Dapper;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Notifications.Bounces;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Notifications.Preferences;

[Needs(nameof(Rights.OwnAccount))]
public sealed class ChoosePreferencesPage(ChoosePreferences choose, ResumeAddress resume, Database database, IEnumerable<MessageKind> kinds, TimeProvider clock) : FormPage
{
    [BindProperty(Name = "requests")]
    public string? Requests { get; set; }

    [BindProperty(Name = "conversations")]
    public string? Conversations { get; set; }

    [BindProperty(Name = "watch")]
    public string? Watch { get; set; }

    [BindProperty(Name = "kinds")]
    public List<string> Wanted { get; set; } = [];

    public IReadOnlyList<MessageKind> Kinds { get; } = [.. kinds.Where(k => Frequencies.IsOptional(k.Category))];

    public string Email { get; private set; } = "";

    public bool Stopped { get; private set; }

    public DateTimeOffset? LastDigest { get; private set; }

    public async Task OnGet(CancellationToken stop)
    {
        await Load(stop);
        await using var connection = await database.Open(stop);
        var all = await Chosen.All(connection, HttpContext.Known().Id);
        (Requests, Conversations, Watch) = (Chosen.In(all, Category.MyRequests).Key(), Chosen.In(all, Category.Conversations).Key(), Chosen.In(all, Category.Watch).Key());
        Wanted = [.. Kinds.Where(k => Chosen.In(all, k.Category, k.Key) != Frequency.Off).Select(k => k.Key)];
    }

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        await Load(stop);
        return Turn(await choose.Run(HttpContext.Known(), new(Requests, Conversations, Watch, Wanted), stop), _ => Said("PreferencesSaved"));
    }

    /// <summary>« Reprendre les envois »: the address is well again.</summary>
    public async Task<IActionResult> OnPostResume(CancellationToken stop)
    {
        await Load(stop);
        return Turn(await resume.Run(HttpContext.Known(), Email, stop), _ => Said("MailsResumed"));
    }

    public IReadOnlyList<Choice> Choices(Category category) =>
        [.. Frequencies.Allowed(category).Select(f => new Choice(f.Key(), Texts.Of("Notifications")[$"Frequency.{f.Key()}"]))];

    private RedirectResult Said(string key)
    {
        Say(Texts.Of("Notifications")[key]);
        return Redirect("/compte/notifications");
    }

    private async Task Load(CancellationToken stop)
    {
        var who = HttpContext.Known();
        await using var connection = await database.Open(stop);
        Email = who.Email;
        Stopped = await BounceScore.Stopped(connection, who.Email, clock.GetUtcNow());
        LastDigest = await connection.QuerySingleOrDefaultAsync<DateTimeOffset?>("select last_sent_at from mail_digest where recipient = @Id", new { who.Id });
    }
}
