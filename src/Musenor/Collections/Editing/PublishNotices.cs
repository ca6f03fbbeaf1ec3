using System.Globalization;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>Puts withdrawn notices back, each at its own address. All of them or none.</summary>
public sealed class PublishNotices(Once once, ChangeNotice change, Journal journal)
{
    public sealed record Form(IReadOnlyList<string> Refs, string? Key = null);

    /// <summary>Done with how many were published: those that were already count for nothing.</summary>
    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (ChosenNotices.Check(form.Refs).ToList() is { Count: > 0 } problems)
        {
            return Task.FromResult<Outcome>(new Outcome.Invalid(problems));
        }

        return once.Write(form.Key, $"PublishNotices:{who.Id}", async (connection, transaction) =>
        {
            var (notices, refusal) = await ChosenNotices.Read(connection, transaction, who, form.Refs);
            if (refusal is not null)
            {
                return refusal;
            }

            var withdrawn = notices.FindAll(n => n.State == "withdrawn");
            foreach (var notice in withdrawn)
            {
                await change.State(connection, transaction, notice, null, new Deed(Deed.Publish) { AccountId = who.AccountId });
                await journal.Write(connection, transaction, new Journal.Entry(who, "notice.publish", "notice", notice.Ref) { Museum = notice.MuseumId });
            }

            return new Outcome.Done(withdrawn.Count.ToString(CultureInfo.InvariantCulture));
        }, stop);
    }
}
