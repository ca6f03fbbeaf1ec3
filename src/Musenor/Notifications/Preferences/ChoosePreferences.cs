using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Notifications.Preferences;

/// <summary>Chooses how often each category of mails comes. What waits for a digest follows the new choice: nothing is lost, nothing comes twice.</summary>
public sealed class ChoosePreferences(Database database, IEnumerable<MessageKind> kinds, TimeProvider clock)
{
    /// <param name="Kinds">Kinds of « Concerne mes démarches » that are wanted by mail.</param>
    public sealed record Form(string? Requests, string? Conversations, string? Watch, IReadOnlyList<string> Kinds);

    private sealed record Choice(Category Category, string Kind, Frequency Frequency);

    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.OwnAccount, null))
        {
            return new Outcome.Refused(Texts.Of("Accounts")["RefusedText"]);
        }

        var problems = new List<FieldProblem>();
        var choices = new List<Choice>();
        foreach (var (field, category, said) in new[] { ("requests", Category.MyRequests, form.Requests), ("conversations", Category.Conversations, form.Conversations), ("watch", Category.Watch, form.Watch) })
        {
            if (Frequencies.Read(said) is { } frequency && Frequencies.Allowed(category).Contains(frequency))
            {
                choices.Add(new Choice(category, "", frequency));
            }
            else
            {
                problems.Add(new FieldProblem(field, Texts.Of("Notifications")["ChooseFrequency"]));
            }
        }

        if (problems.Count > 0)
        {
            return new Outcome.Invalid(problems);
        }

        choices.AddRange(kinds.Where(k => Frequencies.IsOptional(k.Category))
            .Select(k => new Choice(k.Category, k.Key, form.Kinds.Contains(k.Key) ? choices.First(c => c.Category == k.Category).Frequency : Frequency.Off)));
        await database.Write(async (connection, transaction) =>
        {
            foreach (var choice in choices)
            {
                await Set(connection, transaction, who.Id, choice.Category, choice.Kind, choice.Frequency, clock.GetUtcNow());
            }

            return true;
        }, stop);
        return new Outcome.Done(who.Id);
    }

    /// <summary>Writes one choice, and moves what was held for a digest accordingly.</summary>
    internal static async Task Set(DbConnection connection, DbTransaction transaction, string recipient, Category category, string kind, Frequency frequency, DateTimeOffset now)
    {
        var given = new
        {
            recipient,
            category = category.ToString(),
            kind,
            frequency = frequency.Key(),
            now,
            state = frequency == Frequency.Off ? "dropped" : "held",
            next = frequency is Frequency.Daily or Frequency.Weekly ? Frequencies.NextDigest(frequency, now) : now,
            problem = frequency == Frequency.Off ? "off" : null,
        };
        await connection.ExecuteAsync("""
            insert into mail_preference (recipient, category, kind, frequency, changed_at) values (@recipient, @category, @kind, @frequency, @now)
            on conflict (recipient, category, kind) do update set frequency = excluded.frequency, changed_at = excluded.changed_at
            """, given, transaction);
        await connection.ExecuteAsync("""
            update outbox set state = @state, next_at = @next, problem = @problem
            where recipient = @recipient and channel = 'mail' and category = @category and (kind = @kind or @kind = '') and state = 'held' and sender is null
            """, given, transaction);
    }
}
