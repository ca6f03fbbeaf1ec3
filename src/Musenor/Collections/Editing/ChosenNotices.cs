using System.Data.Common;
using Musenor.Accounts.Access;
using Musenor.Collections.Notices;
using Musenor.Web;

namespace Musenor.Collections.Editing;

/// <summary>The notices that a decision on several is about: all there, all of museums of the person, or the decision is refused.</summary>
internal static class ChosenNotices
{
    public static IEnumerable<FieldProblem> Check(IReadOnlyList<string> refs)
    {
        if (refs.Count == 0)
        {
            yield return new("ref", Texts.Of("Collections")["Bulk.ChooseSome"]);
        }
        else if (refs.Count > Withdrawal.Most)
        {
            yield return new("ref", Texts.Of("Collections")["Bulk.TooMany", Withdrawal.Most]);
        }
    }

    public static async Task<(List<NoticeStore.Stored> Notices, Outcome? Refusal)> Read(
        DbConnection connection, DbTransaction transaction, Person who, IReadOnlyList<string> refs)
    {
        var notices = new List<NoticeStore.Stored>();
        // Each once, and always in the same order.
        foreach (var reference in refs.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (await ChangeNotice.Read(connection, transaction, reference) is not { } notice)
            {
                return ([], new Outcome.Missing());
            }

            if (!who.May(Rights.EditNotices, notice.MuseumId))
            {
                return ([], new Outcome.Refused(Texts.Of("Collections")["Edit.Refused"]));
            }

            notices.Add(notice);
        }

        return (notices, null);
    }
}
