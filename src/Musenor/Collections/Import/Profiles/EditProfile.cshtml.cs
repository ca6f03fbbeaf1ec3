using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Files.Uploads;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Profiles;

/// <summary>/gestion/imports/profils/{id}: which column goes where, what becomes of it, and what that gives on real rows.</summary>
[Needs(nameof(Rights.EditNotices)), ReceivesFiles(NewProfilePage.Megabytes * 1024L * 1024)]
internal sealed class EditProfilePage(OpenProfile open, SaveProfile save, CreateProfile create, MuseumDirectory directory) : FormPage
{
    private static readonly Texts Words = Texts.Of("Collections");

    public OpenedProfile Opened { get; private set; } = null!;

    /// <summary>What the form shows: the version asked for, or what was typed.</summary>
    public MappingProfile Profile { get; private set; } = new();

    /// <summary>The version that the form began with.</summary>
    public int Version { get; private set; }

    /// <summary>The older version that is shown; 0 for the latest.</summary>
    public int Older { get; private set; }

    public string Owner { get; private set; } = "";

    public IReadOnlyList<Choice> Owners { get; private set; } = [];

    public ProfilePreview? Preview => Opened.Sample.Rows.Count > 0 ? ProfilePreview.Of(Profile, Opened.Sample) : null;

    public async Task<IActionResult> OnGet(string id, int version = 0, CancellationToken stop = default)
    {
        if (await Open(id, version, stop) is { } other)
        {
            return other;
        }

        (Profile, Version, Older) = (Opened.Profile, Opened.Version, version == Opened.Version ? 0 : version);
        return Page();
    }

    public async Task<IActionResult> OnPost(string id, int version, CancellationToken stop = default)
    {
        if (await Typed(id, version, stop) is { } other)
        {
            return other;
        }

        var outcome = Opened.MayEdit ? await save.Run(HttpContext.Known(), new(id, null, Profile, version, Key: Sending), stop) : new Outcome.Refused(Words["Profile.Refused"]);
        if (outcome is Outcome.Conflict)
        {
            await Open(id, 0, stop);
            (Version, Key) = (Opened.Version, Once.NewKey());
        }

        return Turn(outcome, _ =>
        {
            Say(Words["Profile.Saved"]);
            return Redirect(Address(id));
        });
    }

    /// <summary>Shows what is typed on the rows of the sample, and saves nothing.</summary>
    public async Task<IActionResult> OnPostApercu(string id, int version, CancellationToken stop = default)
    {
        if (await Typed(id, version, stop) is { } other)
        {
            return other;
        }

        return ProfileRules.Check(Profile) is { Count: > 0 } problems ? Turn(new Outcome.Invalid(problems), _ => NotFound()) : Page();
    }

    public async Task<IActionResult> OnPostDupliquer(string id, string? musee, string? copie, CancellationToken stop = default)
    {
        if (await OnGet(id, 0, stop) is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult and var other)
        {
            return other;
        }

        var (museum, problem) = ProfileOwners.Chosen(Owners, musee);
        if (problem is not null)
        {
            return Turn(new Outcome.Invalid([problem]), _ => NotFound());
        }

        var copy = Opened.Profile with { Name = copie ?? "" };
        var outcome = await save.Run(HttpContext.Known(), new(null, museum, copy, 0, Opened.Sample.Header.Count > 0 ? Opened.Sample : null, Sending), stop);
        return Turn(outcome is Outcome.Invalid invalid ? new Outcome.Invalid([.. invalid.Problems.Select(p => p with { Field = "copie" })]) : outcome, made =>
        {
            Say(Words["Profile.Duplicated"]);
            return Redirect(Address(made));
        });
    }

    /// <summary>Other rows to look at; the rules stay as they are.</summary>
    public async Task<IActionResult> OnPostExemple(string id, CancellationToken stop = default)
    {
        if (await OnGet(id, 0, stop) is not Microsoft.AspNetCore.Mvc.RazorPages.PageResult and var other)
        {
            return other;
        }

        var file = HttpContext.Uploads().Of("exemple").FirstOrDefault(f => f.Bytes > 0);
        var outcome = await create.Sample(HttpContext.Known(), id, Opened, file, Sending, stop);
        return Turn(outcome, _ =>
        {
            Say(Words["Profile.SampleRead"]);
            return Redirect(Address(id) + "#apercu");
        });
    }

    public static string Address(string id) => $"{ListProfilesPage.Path}/{Uri.EscapeDataString(id)}";

    /// <summary>What the first rows say in a column, to recognise it.</summary>
    public string Example(string column)
    {
        var at = Opened.Sample.Header.ToList().FindIndex(h => BoundProfile.Key(h) == BoundProfile.Key(column));
        return at < 0 ? "" : Remark.Shorten(Opened.Sample.Rows.Select(r => at < r.Count ? r[at].Trim() : "").FirstOrDefault(t => t.Length > 0) ?? "");
    }

    private async Task<IActionResult?> Typed(string id, int version, CancellationToken stop)
    {
        if (await Open(id, 0, stop) is { } other)
        {
            return other;
        }

        (Profile, Version) = (ProfileForm.Read(Request.Form, Opened.Profile), version);
        return null;
    }

    private async Task<IActionResult?> Open(string id, int version, CancellationToken stop)
    {
        if (await open.Run(HttpContext.Known(), id, version, stop) is not { } found)
        {
            return NotFound();
        }

        var museums = await directory.Read(stop);
        Opened = found;
        Owner = PresetProfiles.Find(id) is null ? ListProfilesPage.Owner(found.MuseumId, museums) : Words["Profile.Presets"];
        Owners = ProfileOwners.Of(HttpContext.Known(), museums);
        return null;
    }
}
