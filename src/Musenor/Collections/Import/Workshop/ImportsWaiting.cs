using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.Web;

namespace Musenor.Collections.Import.Workshop;

/// <summary>Imports that went wrong, and dry runs that wait for a decision, for the page of the day.</summary>
internal sealed class ImportsWaiting(ListRequests list) : IWaiting
{
    public Right Right => Rights.EditNotices;

    public async Task<IReadOnlyList<Waiting>> For(Person who, CancellationToken stop)
    {
        var words = Texts.Of("Collections");
        async Task<Waiting> One(string key, string state)
        {
            var count = (int)await list.Count(who, state, stop);
            return new Waiting(words[$"Imports.Waiting.{key}", count], count, new ImportFilter("", state, 1).Address());
        }

        return [await One("wrong", ImportFilter.Wrong), await One("tried", RequestState.Tried)];
    }
}
