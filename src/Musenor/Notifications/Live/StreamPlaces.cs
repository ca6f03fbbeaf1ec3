using System.Collections.Concurrent;

namespace Musenor.Notifications.Live;

/// <summary>How many streams are open on this machine, for each account and in all: a connection each is a cost, and somebody could open thousands.</summary>
internal sealed class StreamPlaces
{
    public const int ForOne = 5;
    private const int ForAll = 1000;
    private readonly ConcurrentDictionary<string, int> _open = new(StringComparer.Ordinal);
    private int _all;

    /// <summary>Null when there is no place.</summary>
    public IDisposable? Take(string account)
    {
        if (Interlocked.Increment(ref _all) <= ForAll)
        {
            if (_open.AddOrUpdate(account, 1, (_, open) => open + 1) <= ForOne)
            {
                return new Place(this, account);
            }

            Leave(account);
        }

        Interlocked.Decrement(ref _all);
        return null;
    }

    private void Leave(string account)
    {
        _open.AddOrUpdate(account, 0, (_, open) => open - 1);
        _ = _open.TryRemove(KeyValuePair.Create(account, 0));
    }

    private sealed class Place(StreamPlaces places, string account) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                places.Leave(account);
                Interlocked.Decrement(ref places._all);
            }
        }
    }
}
