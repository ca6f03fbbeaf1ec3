using Heritage.Standards.Opening;
using Microsoft.AspNetCore.Mvc;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Components;
using Musenor.Web.Forms;

namespace Musenor.Museums.Practical.Editing;

/// <summary>/gestion/musees/{id}: the practical page of a museum, one form a block. Name, code and position are the network's, not shown here.</summary>
[Needs(nameof(Rights.EditMuseum))]
internal sealed class EditPracticalPage(MuseumDirectory directory, PracticalShelf shelf, KeepPractical keep, ConfirmHours confirm, TimeProvider clock) : FormPage
{
    private const string Confirming = "confirm";
    private static readonly Texts Words = Texts.Of("Museums");

    public Museum Museum { get; private set; } = null!;

    public PracticalFacts Facts { get; private set; } = null!;

    public PracticalView View { get; private set; } = null!;

    public HoursForm Hours { get; private set; } = null!;

    public IReadOnlyList<UnshownPart> Unshown { get; private set; } = [];

    /// <summary>The block that was sent, when its form comes back.</summary>
    public string Sent { get; private set; } = "";

    /// <summary>The list that wants more blank rows.</summary>
    public string More { get; private set; } = "";

    /// <summary>What somebody else saved meanwhile beside what was typed.</summary>
    public IReadOnlyList<(string Label, Comparison Texts)> Both { get; private set; } = [];

    private long SentVersion { get; set; }

    public async Task<IActionResult> OnGet(string id, CancellationToken stop = default) => await Open(id, stop) ?? Page();

    public async Task<IActionResult> OnPost(string id, string bloc = "", long version = 0, string plus = "", CancellationToken stop = default)
    {
        if (await Open(id, stop) is { } other)
        {
            return other;
        }

        (Sent, SentVersion, More) = (bloc, version, plus);
        if (bloc == Confirming)
        {
            return Turn(await confirm.Run(HttpContext.Known(), new(Museum.Id, version, Sending), stop), _ => Saved("Edit.Confirmed"));
        }

        if (Block(bloc) is not { } block)
        {
            return BadRequest();
        }

        if (plus.Length > 0)
        {
            return Page();
        }

        var outcome = await keep.Run(HttpContext.Known(), new(Museum.Id, version, block, Sending), stop);
        if (outcome is Outcome.Conflict)
        {
            var typed = Hours;
            if (await Open(id, stop) is { } gone)
            {
                return gone;
            }

            // The parts that the form does not show are those of now: what was taken out before is asked again.
            (Hours, Both) = (bloc == "hours" ? typed with { Removed = [] } : Hours, Compare(block));
            (SentVersion, Key) = (Version(bloc), Once.NewKey());
        }

        return Turn(outcome, _ => Saved("Edit.Saved"));
    }

    public long Shown(string block) => Sent == block ? SentVersion : Version(block);

    /// <summary>What was typed when its form comes back, else what is stored.</summary>
    public string Value(string block, string name, string stored) => Sent == block && Request.HasFormContentType ? Request.Form[name].ToString() : stored;

    public Field Field(string block, string name, string label, string stored, int rows = 0) => new(name, Words[label])
    {
        Value = Value(block, name, stored),
        Type = rows > 0 ? "textarea" : "text",
        Rows = rows,
        Optional = true,
        Problems = Problems,
    };

    public Field Level(string name, string stored) => new(name, Words[$"Accessible.{name}"])
    {
        Type = "select",
        Value = Value("accessibility", name, stored),
        Choices = [.. new[] { "unknown", "yes", "partial", "no" }.Select(l => new Choice(l, Words[$"Level.{l}"]))],
        Problems = Problems,
    };

    /// <summary>Blank rows below those that are filled.</summary>
    public int Blank(string list) => More == list ? 5 : 2;

    private RedirectResult Saved(string sentence)
    {
        Say(Words[sentence]);
        return Redirect(Address(Museum.Id));
    }

    public static string Address(string id) => $"{ListPracticalPage.Path}/{Uri.EscapeDataString(id)}";

    private long Version(string block) => block switch
    {
        "hours" or Confirming => Facts.HoursVersion,
        "prices" => Facts.PricesVersion,
        "access" => Facts.AccessVersion,
        "accessibility" => Facts.AccessibilityVersion,
        _ => Facts.ContactVersion,
    };

    private PracticalBlock? Block(string name)
    {
        string Text(string field) => Request.Form[field].ToString();
        PracticalBlock.Family Family(string family) => new(Text(family), Text($"{family}_text"));
        switch (name)
        {
            case "hours":
                Hours = HoursForm.Read(Request.Form);
                return new PracticalBlock.Hours(Hours.Entered()) { Removed = Hours.Removed };
            case "prices":
                return new PracticalBlock.Prices(Text("prices"), Text("free_days"));
            case "access":
                return new PracticalBlock.Access(Text("by_train"), Text("by_bus"), Text("by_bike"), Text("by_car"));
            case "accessibility":
                return new PracticalBlock.Accessibility(Family("motor"), Family("visual"), Family("hearing"), Family("mental"));
            case "contact":
                return new PracticalBlock.Contact(Text("phone"), Text("mail"), Text("groups"), Text("schools"), Text("services"));
            default:
                return null;
        }
    }

    private (string Label, Comparison Texts)[] Compare(PracticalBlock block)
    {
        var mine = block is PracticalBlock.Hours { Entered: var entered }
            ? Facts with { HoursState = "structured", Hours = CheckHours.Read(entered).Hours is { } hours ? OpeningJson.Write(hours) : null }
            : KeepPractical.Typed(Facts, block);
        return [.. PracticalJournal.Values(Facts, block.Name).Zip(PracticalJournal.Values(mine, block.Name)).Where(v => v.First.Text != v.Second.Text)
            .Select(v => (v.First.Label, new Comparison(Words["Edit.Stored"], v.First.Text, Words["Edit.Typed"], v.Second.Text)))];
    }

    private async Task<IActionResult?> Open(string id, CancellationToken stop)
    {
        if (!(await directory.Read(stop)).ById.TryGetValue(id, out var museum))
        {
            return NotFound();
        }

        if (!HttpContext.Known().May(Rights.EditMuseum, museum.Id))
        {
            return Turn(new Outcome.Refused(Words["Edit.Refused"]), _ => NotFound());
        }

        var known = await shelf.Read(stop);
        var hours = known.Opening.GetValueOrDefault(museum.Id);
        (Museum, Facts) = (museum, known.ById.GetValueOrDefault(museum.Id) ?? new PracticalFacts { MuseumId = museum.Id });
        (View, Hours, Unshown) = (new PracticalView(Facts, hours, clock.GetUtcNow()), HoursForm.Of(hours), UnshownHours.Of(hours));
        return null;
    }
}
