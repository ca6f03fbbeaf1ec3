using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Interop.Harvest.Sources;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>/gestion/sources/{code}/reglages: each setting of a source.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class EditSourcePage(SourceStore sources, SaveSource save) : FormPage
{
    private static readonly Texts Words = Texts.Of("Interop");

    /// <summary>As it is saved.</summary>
    public HarvestSource Source { get; private set; } = null!;

    /// <summary>What the form shows: what is saved, or what was typed.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; private set; } = new Dictionary<string, string>();

    public int Version { get; private set; }

    public string Secrets { get; private set; } = SourceSecrets.Keep;

    /// <summary>Where what was typed is not what another person saved meanwhile.</summary>
    public IReadOnlyList<Setting> Both => Conflict is null ? [] : [.. Setting.All.Where(s => Typed[s.Name] != s.Get(Source))];

    public async Task<IActionResult> OnGet(string code, CancellationToken stop = default)
    {
        if (await sources.Find(code, stop) is not { } source)
        {
            return NotFound();
        }

        (Source, Version) = (source, source.Version);
        Typed = Setting.All.ToDictionary(s => s.Name, s => s.Get(source));
        return Page();
    }

    public async Task<IActionResult> OnPost(string code, int version, string? secrets, string? headers, CancellationToken stop = default)
    {
        // A box that is not ticked is not sent.
        Typed = Setting.All.ToDictionary(s => s.Name, s => Request.Form[s.Name].ToString() is { Length: > 0 } value ? value : s.Type == "checkbox" ? "false" : "");
        (Version, Secrets) = (version, secrets ?? SourceSecrets.Keep);
        var before = await sources.Find(code, stop);
        var outcome = await save.Run(HttpContext.Known(), new(code, version, Typed, Secrets, headers ?? "", Sending), stop);
        if (await sources.Find(code, stop) is not { } source)
        {
            return Turn(outcome is Outcome.Refused ? outcome : new Outcome.Missing(), _ => NotFound());
        }

        Source = source;
        if (outcome is Outcome.Conflict)
        {
            (Version, Key) = (source.Version, Once.NewKey());
        }

        return Turn(outcome, _ =>
        {
            var isOther = before is not null && SaveSource.AsksOther(before, source);
            var isDropped = before is { Headers.Length: > 0 } && source.Headers.Length == 0 && Secrets == SourceSecrets.Keep;
            Say(string.Join(' ', new[] { Words["Harvest.Saved"], isDropped ? Words["Harvest.Saved.dropped"] : "", isOther ? Words["Harvest.Saved.other"] : "" }.Where(t => t.Length > 0)));
            return LocalRedirect(ListSourcesPage.Address(code));
        });
    }

    public Field Field(Setting setting) => new(setting.Name, setting.Label)
    {
        Type = setting.Type == "number" ? "text" : setting.Type,
        InputMode = setting.Type == "number" ? "numeric" : null,
        Value = setting.Type is "text" or "url" && setting.Longest <= 300 ? FormValue.OneLine(Typed[setting.Name]) : Typed[setting.Name],
        Hint = Words.Find($"Harvest.Set.{setting.Name}.hint"),
        Optional = setting.Type is "text" or "url" && !setting.IsNeeded,
        Autocomplete = setting.Type == "checkbox" || setting.Type == "select" ? null : "off",
        Choices = [.. setting.Choices.Union([setting.Get(Source)]).Where(_ => setting.Type == "select").Select(c => new Choice(c, setting.Choice(c)))],
        Problems = Problems,
    };
}
