using System.Data.Common;
using System.Text.RegularExpressions;
using Dapper;
using Heritage.Standards.Opening;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Museums.Practical;

/// <summary>One part of the practical page, saved on its own.</summary>
public abstract record PracticalBlock
{
    private PracticalBlock() { }

    /// <summary>Saving the hours confirms them.</summary>
    public sealed record Hours(EnteredHours Entered) : PracticalBlock;

    public sealed record Prices(string Text, string FreeDays) : PracticalBlock;

    public sealed record Access(string Train, string Bus, string Bike, string Car) : PracticalBlock;

    public sealed record Accessibility(Family Motor, Family Visual, Family Hearing, Family Mental) : PracticalBlock;

    public sealed record Contact(string Phone, string Mail, string Groups, string Schools, string Services) : PracticalBlock;

    /// <param name="Level">yes, partial, no or unknown.</param>
    public sealed record Family(string Level, string Text);
}

/// <summary>What became of a save: its outcome, every problem beside its field, and what is stored now (to be shown when somebody else was faster).</summary>
public sealed record KeptPractical(Outcome Outcome, IReadOnlyList<(string Field, string Problem)> Problems, PracticalFacts? Stored)
{
    /// <summary>Somebody changed the same block since the form was opened.</summary>
    public bool IsConflict => Outcome is Outcome.Refused;
}

/// <summary>
/// Saves one block of a museum's practical page. The version of the block must be the one the form was opened with: two people who change
/// two blocks both succeed, two who change the same are told.
/// </summary>
public sealed partial class KeepPractical(Database database, TimeProvider clock)
{
    private const int LongestText = 4000;

    /// <param name="Version">The version of the block that the person saw; 0 when there was none.</param>
    public sealed record Form(string MuseumId, long Version, PracticalBlock Block);

    public async Task<KeptPractical> Run(Form form, CancellationToken stop = default)
    {
        OpeningHours? hours = null;
        var problems = form.Block is PracticalBlock.Hours { Entered: var entered } ? CheckHours(entered, out hours) : CheckTexts(form.Block);
        if (problems is [var first, ..])
        {
            return new KeptPractical(new Outcome.Invalid(first.Field, first.Problem), problems, null);
        }

        return await database.Write((connection, transaction) => Write(form, hours, connection, transaction), stop);
    }

    private async Task<KeptPractical> Write(Form form, OpeningHours? hours, DbConnection connection, DbTransaction transaction)
    {
        if (await connection.ExecuteScalarAsync<long>("select count(*) from museum where id = @MuseumId", form, transaction) == 0)
        {
            return new KeptPractical(new Outcome.Missing(), [], null);
        }

        var shelf = new PracticalRows(connection, transaction, clock);
        var stored = await shelf.Find(form.MuseumId);
        if (Version(stored, form.Block) != form.Version)
        {
            return new KeptPractical(new Outcome.Refused(Texts.Of("Museums")["Practical.Conflict"]), [], stored);
        }

        var kept = Changed(stored ?? new PracticalFacts { MuseumId = form.MuseumId }, form.Block, hours);
        await shelf.Put(kept, isNew: stored is null);
        return new KeptPractical(new Outcome.Done(form.MuseumId), [], await shelf.Find(form.MuseumId));
    }

    private static long Version(PracticalFacts? stored, PracticalBlock block) => stored is null ? 0 : block switch
    {
        PracticalBlock.Hours => stored.HoursVersion,
        PracticalBlock.Prices => stored.PricesVersion,
        PracticalBlock.Access => stored.AccessVersion,
        PracticalBlock.Accessibility => stored.AccessibilityVersion,
        _ => stored.ContactVersion,
    };

    private PracticalFacts Changed(PracticalFacts was, PracticalBlock block, OpeningHours? hours) => block switch
    {
        PracticalBlock.Hours => was with
        {
            HoursState = hours!.IsEmpty ? "none" : "structured",
            Hours = hours.IsEmpty ? null : OpeningJson.Write(hours),
            HoursSource = "person",
            UnreadText = "",
            UnreadReason = "",
            ConfirmedOn = Paris.Today(clock),
            HoursVersion = was.HoursVersion + 1,
        },
        PracticalBlock.Prices p => was with { Prices = Tidy(p.Text), FreeDays = Tidy(p.FreeDays), PricesVersion = was.PricesVersion + 1 },
        PracticalBlock.Access a => was with { ByTrain = Tidy(a.Train), ByBus = Tidy(a.Bus), ByBike = Tidy(a.Bike), ByCar = Tidy(a.Car), AccessVersion = was.AccessVersion + 1 },
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
            AccessibilityVersion = was.AccessibilityVersion + 1,
        },
        PracticalBlock.Contact c => was with
        {
            Phone = Tidy(c.Phone),
            Mail = Tidy(c.Mail),
            GroupsText = Tidy(c.Groups),
            SchoolsText = Tidy(c.Schools),
            ServicesText = Tidy(c.Services),
            ContactVersion = was.ContactVersion + 1,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(block)),
    };

    private static IReadOnlyList<(string Field, string Problem)> CheckHours(EnteredHours entered, out OpeningHours? hours)
    {
        (hours, var problems) = Heritage.Standards.Opening.CheckHours.Read(entered);
        var t = Texts.Of("Museums");
        return [.. problems.Select(p => (p.Field, t[$"HoursFault.{p.Fault}"]))];
    }

    private static IReadOnlyList<(string Field, string Problem)> CheckTexts(PracticalBlock block)
    {
        var t = Texts.Of("Museums");
        var problems = Fields(block).Where(f => f.Text.Length > LongestText).Select(f => (f.Field, t["Practical.TooLong", LongestText])).ToList();
        if (block is PracticalBlock.Contact contact)
        {
            if (Tidy(contact.Phone).Length > 0 && !PhoneText().IsMatch(Tidy(contact.Phone)))
            {
                problems.Add(("phone", t["Practical.NoPhone"]));
            }

            if (Tidy(contact.Mail).Length > 0 && FieldText.Mail(Tidy(contact.Mail)) is null)
            {
                problems.Add(("mail", t["Practical.NoMail"]));
            }
        }

        if (block is PracticalBlock.Accessibility families)
        {
            problems.AddRange(new[] { ("motor", families.Motor), ("visual", families.Visual), ("hearing", families.Hearing), ("mental", families.Mental) }
                .Where(f => f.Item2.Level is not ("yes" or "partial" or "no" or "unknown")).Select(f => (f.Item1, t["Practical.NoLevel"])));
        }

        return problems;
    }

    private static IEnumerable<(string Field, string Text)> Fields(PracticalBlock block) => block switch
    {
        PracticalBlock.Prices p => [("prices", p.Text), ("free_days", p.FreeDays)],
        PracticalBlock.Access a => [("by_train", a.Train), ("by_bus", a.Bus), ("by_bike", a.Bike), ("by_car", a.Car)],
        PracticalBlock.Accessibility a => [("motor_text", a.Motor.Text), ("visual_text", a.Visual.Text), ("hearing_text", a.Hearing.Text), ("mental_text", a.Mental.Text)],
        PracticalBlock.Contact c => [("phone", c.Phone), ("mail", c.Mail), ("groups", c.Groups), ("schools", c.Schools), ("services", c.Services)],
        _ => [],
    };

    // A NUL is no text for PostgreSQL.
    private static string Tidy(string text) => text.Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Trim();

    /// <summary>Ten figures as in France, or an international number: « 02 31 » is none.</summary>
    [GeneratedRegex(@"^(?:0[1-9]([ .-]?[0-9]{2}){4}|\+[0-9]([ .-]?[0-9]){7,14})$")]
    private static partial Regex PhoneText();
}
