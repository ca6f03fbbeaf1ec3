using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Interop.Mapping;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Interop.Harvest.Board;

/// <summary>What a person may decide of a source: a page calls it by the name of the deed.</summary>
internal sealed class SourceDeeds(SteerSource steer, DecideMoved moved, DecideVanished vanished, ReplayMapping replay)
{
    public const string Replay = "rejouer";
    public const string Move = "demenager";
    public const string Remain = "rester";
    public const string Bury = "supprimer";
    public const string Spare = "garder";

    /// <param name="Url">Address that was shown, for the deeds about it.</param>
    /// <param name="Count">Records that were shown, for the deeds about them.</param>
    public sealed record Form(string Code, string Deed, string Url, long Count, string Key);

    public Task<Outcome> Run(Person who, Form form, CancellationToken stop) => form.Deed switch
    {
        Replay => replay.Run(who, form.Code, form.Key, stop),
        Move or Remain => moved.Run(who, new(form.Code, form.Url, form.Deed == Move, form.Key), stop),
        Bury or Spare => vanished.Run(who, new(form.Code, form.Count, form.Deed == Bury, form.Key), stop),
        _ => steer.Run(who, form.Code, form.Deed, form.Key, stop),
    };
}

/// <summary>/gestion/sources/{code}: how a source is, and what may be done with it.</summary>
[Needs(nameof(Rights.AlignTerms))]
internal sealed class ShowSourcePage(ReadBoard read, SourceDeeds deeds, Database database, TimeProvider clock) : FormPage
{
    public SourceLine Line { get; private set; } = null!;

    /// <summary>Records that the last complete list did not name, where a person must decide.</summary>
    public long Missing { get; private set; }

    public IReadOnlyList<string> FirstMissing { get; private set; } = [];

    /// <summary>Who decided what, latest first.</summary>
    public IReadOnlyList<JournalLine> History { get; private set; } = [];

    public DateTimeOffset Now => clock.GetUtcNow();

    public async Task<IActionResult> OnGet(string code, CancellationToken stop = default) => await Open(code, stop) ? Page() : NotFound();

    public async Task<IActionResult> OnPost(string code, string? geste, string? adresse, long nombre = 0, CancellationToken stop = default)
    {
        var outcome = await deeds.Run(HttpContext.Known(), new(code, geste ?? "", adresse ?? "", nombre, Sending), stop);
        if (outcome is Outcome.Invalid or Outcome.Conflict && !await Open(code, stop))
        {
            return NotFound();
        }

        return Turn(outcome, _ =>
        {
            Say(Texts.Of("Interop")[$"Harvest.Said.{geste}"]);
            return LocalRedirect(ListSourcesPage.Address(code));
        });
    }

    private async Task<bool> Open(string code, CancellationToken stop)
    {
        if (await read.One(code, stop) is not { } line)
        {
            return false;
        }

        Line = line;
        await using var connection = await database.Open(stop);
        History = [.. await Journal.Of(connection, "source", code, 20)];
        if (line.Source.Vanished > 0)
        {
            (Missing, FirstMissing) = await DecideVanished.Read(connection, code);
        }

        return true;
    }
}
