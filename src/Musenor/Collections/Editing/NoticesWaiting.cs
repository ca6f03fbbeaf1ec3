using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Web;

namespace Musenor.Collections.Editing;

/// <summary>What waits in the notices of a person's museums, for the page of the day.</summary>
public sealed class NoticesWaiting(ListNoticesToEdit list) : IWaiting
{
    public Right Right => Rights.EditNotices;

    public async Task<IReadOnlyList<Waiting>> For(Person who, CancellationToken stop)
    {
        var words = Texts.Of("Collections");
        var (incomplete, noImage, dates) = await list.Waiting(who, stop);
        Waiting One(string todo, int count) =>
            new(words[$"Waiting.{todo}", count], count, new NoticeFilter { Todo = todo, State = NoticeFilter.Published }.Address());
        return [One(NoticeFilter.UnreadableDate, dates), One(NoticeFilter.Incomplete, incomplete), One(NoticeFilter.NoImage, noImage)];
    }
}
