using System.Collections.Concurrent;
using System.Data.Common;

namespace Musenor.Interop.OaiPmh;

/// <summary>
/// How many records a list has, counted once as long as the repository stands at one watermark: what is stamped moves the watermark in the same
/// transaction, so that a number is never older than the list that it tells.
/// </summary>
internal sealed class ListSizes
{
    // Windows that clients may invent are without number.
    private const int Most = 1000;

    private readonly ConcurrentDictionary<Window, long> _known = new();
    private volatile string _watermark = "";

    public async Task<long> Of(DbConnection connection, Window window, string watermark)
    {
        if (_watermark != watermark || _known.Count > Most)
        {
            _known.Clear();
            _watermark = watermark;
        }

        if (_known.TryGetValue(window, out var size))
        {
            return size;
        }

        size = await ReadItems.Count(connection, window);
        // Another request may have moved on meanwhile: what was counted for an older second is not kept for the newer one.
        return _watermark == watermark ? _known.GetOrAdd(window, size) : size;
    }
}
