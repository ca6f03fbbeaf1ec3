using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Heritage.Standards.Opening;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Museums.Practical.Editing;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Museums.Practical;

/// <summary>
/// Saves one block of a museum's practical page. The version of the block must be the one the form was opened with: two people who change
/// two blocks both succeed, two who change the same are told.
/// </summary>
public sealed partial class KeepPractical(Once once, Journal journal, TimeProvider clock)
{
    public const string Action = "museum.practical";

    private const int LongestText = 4000;
    private const int LongestLine = 300;

    /// <param name="Version">The version of the block that the person saw; 0 when there was none.</param>
    /// <param name="Key">Of this sending; null where there is no form.</param>
    public sealed record Form(string MuseumId, long Version, PracticalBlock Block, string? Key = null);

    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.EditMuseum, form.MuseumId))
        {
            return Task.FromResult<Outcome>(new Outcome.Refused(Texts.Of("Museums")["Edit.Refused"]));
        }

        OpeningHours? hours = null;
        var problems = form.Block is PracticalBlock.Hours { Entered: var entered } ? CheckHours(entered, out hours) : CheckTexts(form.Block);
        return problems.Count > 0
            ? Task.FromResult<Outcome>(new Outcome.Invalid(problems))
            : once.Write(form.Key, $"KeepPractical:{form.MuseumId}:{form.Block.Name}:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form, hours), stop);
    }

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form, OpeningHours? hours)
    {
        if (await connection.ExecuteScalarAsync<long>("select count(*) from museum where id = @MuseumId", form, transaction) == 0)
        {
            return new Outcome.Missing();
        }

        var rows = new PracticalRows(connection, transaction, clock);
        var stored = await rows.Find(form.MuseumId);
        if (Version(stored, form.Block) != form.Version)
        {
            return await Conflict(connection, transaction, form, stored);
        }

        var before = stored ?? new PracticalFacts { MuseumId = form.MuseumId };
        var kept = Changed(before, form.Block, hours);
        await rows.Put(kept, isNew: stored is null);
        await journal.Write(connection, transaction, new Journal.Entry(who, Action, "museum", form.MuseumId)
        {
            Museum = form.MuseumId,
            Before = PracticalJournal.Write(before, form.Block),
            After = PracticalJournal.Write(kept, form.Block),
        });
        return new Outcome.Done(form.MuseumId);
    }

    private static async Task<Outcome> Conflict(DbConnection connection, DbTransaction transaction, Form form, PracticalFacts? stored)
    {
        var lines = await Journal.Of(connection, "museum", form.MuseumId, transaction: transaction);
        var last = lines.FirstOrDefault(l => l.Action == Action && PracticalJournal.IsOf(l.After, form.Block));
        return new Outcome.Conflict(last?.Name ?? "", last?.At ?? stored?.UpdatedAt ?? default);
    }

    private static long Version(PracticalFacts? stored, PracticalBlock block) => stored is null ? 0 : block switch
    {
        PracticalBlock.Hours => stored.HoursVersion,
        PracticalBlock.Prices => stored.PricesVersion,
        PracticalBlock.Access => stored.AccessVersion,
        PracticalBlock.Accessibility => stored.AccessibilityVersion,
        PracticalBlock.Picture => stored.PictureVersion,
        _ => stored.ContactVersion,
    };

    private PracticalFacts Changed(PracticalFacts was, PracticalBlock block, OpeningHours? hours) => block switch
    {
        PracticalBlock.Hours h => WithHours(was, UnshownHours.Weave(was.Opening(), hours!, h.Removed)),
        PracticalBlock.Prices => Typed(was, block) with { PricesVersion = was.PricesVersion + 1 },
        PracticalBlock.Access => Typed(was, block) with { AccessVersion = was.AccessVersion + 1 },
        PracticalBlock.Accessibility => Typed(was, block) with { AccessibilityVersion = was.AccessibilityVersion + 1 },
        PracticalBlock.Picture => Typed(was, block) with { PictureVersion = was.PictureVersion + 1 },
        _ => Typed(was, block) with { ContactVersion = was.ContactVersion + 1 },
    };

    /// <summary>The facts with the words of a block as they would be stored; hours apart.</summary>
    internal static PracticalFacts Typed(PracticalFacts was, PracticalBlock block) => block switch
    {
        PracticalBlock.Prices p => was with { Prices = Tidy(p.Text), FreeDays = Tidy(p.FreeDays) },
        PracticalBlock.Access a => was with { ByTrain = Tidy(a.Train), ByBus = Tidy(a.Bus), ByBike = Tidy(a.Bike), ByCar = Tidy(a.Car) },
        PracticalBlock.Accessibility a => was with
        {
            Motor = a.Motor.Level,
            MotorText = Tidy(a.Motor.Text),
            Visual = a.Visual.Level,
            VisualText = Tidy(a.Visual.Text),
            Hearing = a.Hearing.Level,
            HearingText = Tidy(a.Hearing.Text),
            Mental = a.Mental.Level,
            MentalText = Tidy(a.Mental.Text),
        },
        PracticalBlock.Picture p => was with { PictureFile = p.File, PictureWidth = p.Width, PictureHeight = p.Height, PictureAlt = Tidy(p.Alt), PictureCredit = Tidy(p.Credit) },
        PracticalBlock.Contact c => was with { Phone = Tidy(c.Phone), Mail = Tidy(c.Mail), GroupsText = Tidy(c.Groups), SchoolsText = Tidy(c.Schools), ServicesText = Tidy(c.Services) },
        _ => was,
    };

    private PracticalFacts WithHours(PracticalFacts was, OpeningHours hours) => was with
    {
        HoursState = SaysNothing(hours) ? "none" : "structured",
        Hours = SaysNothing(hours) ? null : OpeningJson.Write(hours),
        HoursSource = "person",
        UnreadText = "",
        UnreadReason = "",
        ConfirmedOn = ParisDay.Today(clock),
        HoursVersion = was.HoursVersion + 1,
    };

    /// <summary>« Horaires variables, téléphoner » alone is something to tell visitors.</summary>
    private static bool SaysNothing(OpeningHours hours) => hours.IsEmpty && hours.Notes.Count == 0 && hours.PublicHolidays == HolidayRule.Unknown;

    private static IReadOnlyList<FieldProblem> CheckHours(EnteredHours entered, out OpeningHours? hours)
    {
        (hours, var problems) = Heritage.Standards.Opening.CheckHours.Read(entered);
        var t = Texts.Of("Museums");
        return [.. problems.Select(p => new FieldProblem(p.Field, t[$"HoursFault.{p.Fault}"]))];
    }

    internal static List<FieldProblem> CheckTexts(PracticalBlock block)
    {
        var t = Texts.Of("Museums");
        var problems = Fields(block).Where(f => f.Text.Length > LongestText).Select(f => new FieldProblem(f.Field, t["Practical.TooLong", LongestText])).ToList();
        if (block is PracticalBlock.Contact contact)
        {
            if (Tidy(contact.Phone).Length > 0 && !PhoneText().IsMatch(Tidy(contact.Phone)))
            {
                problems.Add(new("phone", t["Practical.NoPhone"]));
            }

            if (Tidy(contact.Mail).Length > 0 && FieldText.Mail(Tidy(contact.Mail)) is null)
            {
                problems.Add(new("mail", t["Practical.NoMail"]));
            }
        }

        if (block is PracticalBlock.Picture { File: not null })
        {
            problems.AddRange(Fields(block).Where(f => Tidy(f.Text).Length is 0 or > LongestLine).Select(f => new FieldProblem(f.Field, t[$"Picture.No.{f.Field}", LongestLine])));
        }

        if (block is PracticalBlock.Accessibility families)
        {
            problems.AddRange(new[] { ("motor", families.Motor), ("visual", families.Visual), ("hearing", families.Hearing), ("mental", families.Mental) }
                .Where(f => f.Item2.Level is not ("yes" or "partial" or "no" or "unknown")).Select(f => new FieldProblem(f.Item1, t["Practical.NoLevel"])));
        }

        return problems;
    }

    private static IEnumerable<(string Field, string Text)> Fields(PracticalBlock block) => block switch
    {
        PracticalBlock.Prices p => [("prices", p.Text), ("free_days", p.FreeDays)],
        PracticalBlock.Access a => [("by_train", a.Train), ("by_bus", a.Bus), ("by_bike", a.Bike), ("by_car", a.Car)],
        PracticalBlock.Accessibility a => [("motor_text", a.Motor.Text), ("visual_text", a.Visual.Text), ("hearing_text", a.Hearing.Text), ("mental_text", a.Mental.Text)],
        PracticalBlock.Picture p => [("alt", p.Alt), ("credit", p.Credit)],
        PracticalBlock.Contact c => [("phone", c.Phone), ("mail", c.Mail), ("groups", c.Groups), ("schools", c.Schools), ("services", c.Services)],
        _ => [],
    };

    // A NUL is no text for PostgreSQL.
    private static string Tidy(string text) => text.Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim();

    /// <summary>Ten figures as in France, or an international number: « 02 31 » is none.</summary>
    [GeneratedRegex(@"^(?:0[1-9]([ .-]?[0-9]{2}){4}|\+[0-9]([ .-]?[0-9]){7,14})$")]
    private static partial Regex PhoneText();
}
