using System.Globalization;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>Takes notices off the public pages, with a reason that their addresses go on giving (410). All of them or none.</summary>
public sealed class WithdrawNotices(Once once, ChangeNotice change, Journal journal)
{
    /// <param name="Reason">Key of <see cref="Withdrawal.Reasons"/>.</param>
    /// <param name="Note">What the museum adds, for everyone to read; may be empty.</param>
    public sealed record Form(IReadOnlyList<string> Refs, string Reason, string Note, string? Key = null);

    /// <summary>Done with how many were withdrawn: those that were already count for nothing.</summary>
    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        var note = EditedFields.Clean(form.Note);
        if (Check(form, note) is { Count: > 0 } problems)
        {
            return Task.FromResult<Outcome>(new Outcome.Invalid(problems));
        }

        var deed = new Deed(Deed.Withdraw) { AccountId = who.AccountId, Reason = Phrase(form.Reason, note) };
        return once.Write(form.Key, $"WithdrawNotices:{who.Id}", async (connection, transaction) =>
        {
            var (notices, refusal) = await ChosenNotices.Read(connection, transaction, who, form.Refs);
            if (refusal is not null)
            {
                return refusal;
            }

            var published = notices.FindAll(n => n.State == "published");
            foreach (var notice in published)
            {
                await change.State(connection, transaction, notice, (form.Reason, note), deed);
                await journal.Write(connection, transaction, new Journal.Entry(who, "notice.withdraw", "notice", notice.Ref) { Museum = notice.MuseumId, Reason = deed.Reason });
            }

            return new Outcome.Done(published.Count.ToString(CultureInfo.InvariantCulture));
        }, stop);
    }

    public static string Label(string reason) => Texts.Of("Collections")[$"Withdrawal.{reason}"];

    /// <summary>As a choice of the form: with a capital.</summary>
    public static string Choice(string reason) => char.ToUpper(Label(reason)[0], CultureInfo.CurrentCulture) + Label(reason)[1..];

    /// <summary>Reason and note as one phrase.</summary>
    public static string Phrase(string reason, string note) =>
        string.Join(" — ", new[] { reason.Length > 0 ? Label(reason) : "", note.TrimEnd('.') }.Where(t => t.Length > 0));

    private static List<FieldProblem> Check(Form form, string note)
    {
        var words = Texts.Of("Collections");
        var problems = new List<FieldProblem>();
        if (!Withdrawal.Reasons.Contains(form.Reason))
        {
            problems.Add(new("motif", words["Withdrawal.ChooseReason"]));
        }

        if (form.Reason == "autre" && note.Length == 0)
        {
            problems.Add(new("precision", words["Withdrawal.SayWhich"]));
        }

        if (note.Length > Withdrawal.LongestNote)
        {
            problems.Add(new("precision", words["Withdrawal.NoteTooLong", Withdrawal.LongestNote]));
        }

        problems.AddRange(ChosenNotices.Check(form.Refs));
        return problems;
    }
}
