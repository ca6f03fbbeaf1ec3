using System.Data.Common;
using System.Globalization;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Editing;

/// <summary>
/// A person corrects the words of a notice. What others changed meanwhile in other fields stays; the same field changed twice is a
/// conflict that the person settles. Fields corrected so are left alone by imports.
/// </summary>
public sealed class EditNotice(Once once, ChangeNotice change, Journal journal)
{
    public const int LongestValue = 100_000;
    public const int LongestNumber = 500;

    /// <param name="Revision">Of the notice that the form showed.</param>
    /// <param name="Fields">Code and text of the fields of the form; an absent one is left.</param>
    /// <param name="Key">Of this sending; null where there is no form.</param>
    public sealed record Form(string Ref, long Revision, IReadOnlyDictionary<string, string> Fields, string? Key = null);

    /// <summary>Done with the revision written, or with « 0 » when nothing had to be.</summary>
    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default) =>
        once.Write(form.Key, $"EditNotice:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form), stop);

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form)
    {
        if (await ChangeNotice.Read(connection, transaction, form.Ref) is not { } stored)
        {
            return new Outcome.Missing();
        }

        if (!who.May(Rights.EditNotices, stored.MuseumId))
        {
            return new Outcome.Refused(Words["Edit.Refused"]);
        }

        var now = FieldsJson.Read(stored.Fields);
        var shown = await NoticeVersions.At(connection, transaction, stored.Ref, form.Revision, now);
        var merge = NoticeMerge.Of(shown, now, form.Fields);
        if (Check(now, merge, stored.Source is null) is { Count: > 0 } problems)
        {
            return new Outcome.Invalid(problems);
        }

        if (merge.Conflicts.Count > 0)
        {
            var last = (await NoticeVersions.Since(connection, transaction, stored.Ref, form.Revision))[0];
            return new Outcome.Conflict(last.Name, last.ChangedAt);
        }

        return merge.Mine.Count == 0 ? new Outcome.Done("0") : await Keep(connection, transaction, who, stored, merge.Mine);
    }

    private async Task<Outcome> Keep(DbConnection connection, DbTransaction transaction, Person who, NoticeStore.Stored stored, IReadOnlyDictionary<string, string> mine)
    {
        var before = FieldsJson.Read(stored.Fields);
        var after = new Dictionary<string, string>(before, StringComparer.Ordinal);
        foreach (var (code, text) in mine)
        {
            if (text.Length == 0)
            {
                after.Remove(code);
            }
            else
            {
                after[code] = text;
            }
        }

        var revision = await change.Words(connection, transaction, stored, after, ([.. mine.Keys], []), new Deed(Deed.Edit) { AccountId = who.AccountId });
        await journal.Write(connection, transaction, new Journal.Entry(who, "notice.edit", "notice", stored.Ref)
        {
            Museum = stored.MuseumId,
            Before = FieldsJson.Write(mine.Keys.ToDictionary(c => c, c => before.GetValueOrDefault(c, ""))),
            After = FieldsJson.Write(mine),
        });
        return new Outcome.Done(revision.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>What the ministry refuses, and what no field is made for. Unknown terms are not refused: the page warns.</summary>
    /// <param name="isOurs">Of another network's notice, what it never said is not asked of who corrects a word.</param>
    private static List<FieldProblem> Check(Dictionary<string, string> now, NoticeMerge merge, bool isOurs)
    {
        var problems = new List<FieldProblem>();
        foreach (var (code, text) in merge.Mine.Concat(merge.Conflicts.Select(c => KeyValuePair.Create(c.Code, c.Mine))))
        {
            var most = code == "INV" ? LongestNumber : LongestValue;
            if (text.Length > most)
            {
                problems.Add(new(code, Words["Edit.TooLong", most, EditedFields.Label(code), text.Length]));
            }
        }

        foreach (var code in EditedFields.Mandatory)
        {
            if (merge.Mine.TryGetValue(code, out var text) ? text.Length == 0 : isOurs && !merge.Conflicts.Any(c => c.Code == code) && now.GetValueOrDefault(code, "").Length == 0)
            {
                problems.Add(new(code, Words["Edit.Mandatory", EditedFields.Label(code)]));
            }
        }

        return problems;
    }

    private static Texts Words => Texts.Of("Collections");
}
