using System.Data.Common;
using System.Globalization;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>Puts a notice back to the words that a change replaced: a new change, kept in the history like the others.</summary>
public sealed class RestoreVersion(Once once, ChangeNotice change, Journal journal)
{
    /// <param name="Before">Revision of the change whose replaced words come back.</param>
    /// <param name="Revision">Of the notice that the page showed: if it moved, somebody was first.</param>
    public sealed record Form(string Ref, long Before, long Revision, string? Key = null);

    /// <summary>Done with the revision written, or with « 0 » when the words are already those.</summary>
    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default) =>
        once.Write(form.Key, $"RestoreVersion:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form), stop);

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form)
    {
        if (await ChangeNotice.Read(connection, transaction, form.Ref) is not { } stored)
        {
            return new Outcome.Missing();
        }

        if (!who.May(Rights.EditNotices, stored.MuseumId))
        {
            return new Outcome.Refused(Texts.Of("Collections")["Edit.Refused"]);
        }

        // A creation replaced nothing: there is no version before it.
        if (await NoticeVersions.One(connection, transaction, stored.Ref, form.Before) is not { BeforeFields: not null } target)
        {
            return new Outcome.Missing();
        }

        if (await NoticeVersions.Since(connection, transaction, stored.Ref, form.Revision) is [var last, ..])
        {
            return new Outcome.Conflict(last.Name, last.ChangedAt);
        }

        return await Restore(connection, transaction, who, stored, target);
    }

    private async Task<Outcome> Restore(DbConnection connection, DbTransaction transaction, Person who, NoticeStore.Stored stored, NoticeChange target)
    {
        var now = FieldsJson.Read(stored.Fields);
        var after = new Dictionary<string, string>(target.Before, StringComparer.Ordinal);
        foreach (var code in EditedFields.Identity)
        {
            // A reference received since stays: it identifies the notice elsewhere.
            after.Remove(code);
            if (now.TryGetValue(code, out var text))
            {
                after[code] = text;
            }
        }

        var changed = NoticeVersions.Changed(now, after);
        if (changed.Count == 0)
        {
            return new Outcome.Done("0");
        }

        var edited = await NoticeVersions.DecidedByGoingBack(connection, transaction, stored.Ref, target.Revision, now);
        var deed = new Deed(Deed.Restore) { AccountId = who.AccountId };
        var revision = await change.Words(connection, transaction, stored, after, ([.. changed.Where(edited.Contains)], [.. changed.Where(c => !edited.Contains(c))]), deed);
        await journal.Write(connection, transaction, new Journal.Entry(who, "notice.restore", "notice", stored.Ref)
        {
            Museum = stored.MuseumId,
            Before = FieldsJson.Write(changed.ToDictionary(c => c, c => now.GetValueOrDefault(c, ""))),
            After = FieldsJson.Write(changed.ToDictionary(c => c, c => after.GetValueOrDefault(c, ""))),
        });
        return new Outcome.Done(revision.ToString(CultureInfo.InvariantCulture));
    }
}
