using System.Collections.Concurrent;
using Musenor.Storage;

namespace Musenor.Collections.Search.Index;

/// <summary>
/// Remembers the sets that the engine answered, as bits, as long as no notice changes: frequent words are asked all day.
/// Bounded in bytes; when full, half is forgotten, oldest use first.
/// </summary>
internal sealed class LeafAnswers(Database database, TextIndex index)
{
    private const long MostBytes = 48L << 20;
    private volatile Memory _memory = new(-1);

    private sealed class Memory(long revision)
    {
        public long Revision { get; } = revision;
        public ConcurrentDictionary<string, Entry> Sets { get; } = new(StringComparer.Ordinal);
        public long Uses;
        public long Bytes;
    }

    private sealed class Entry(Bits bits)
    {
        public Bits Bits { get; } = bits;
        public long LastUse;
    }

    public async Task<Bits> Get(Leaf leaf, long revision, int size, CancellationToken stop)
    {
        var memory = _memory;
        if (memory.Revision < revision)
        {
            _memory = memory = new Memory(revision);
        }

        var usable = memory.Revision == revision;
        if (usable && memory.Sets.TryGetValue(leaf.Key, out var entry))
        {
            entry.LastUse = Interlocked.Increment(ref memory.Uses);
            return entry.Bits;
        }

        await using var connection = await database.Open(stop);
        var bits = await index.Match(connection, leaf, size, stop);
        if (usable)
        {
            Keep(memory, leaf.Key, bits);
        }

        return bits;
    }

    private static void Keep(Memory memory, string key, Bits bits)
    {
        var bytes = (bits.Size >> 3) + 100;
        if (Interlocked.Add(ref memory.Bytes, bytes) > MostBytes)
        {
            foreach (var old in memory.Sets.OrderBy(s => s.Value.LastUse).Take((memory.Sets.Count / 2) + 1))
            {
                if (memory.Sets.TryRemove(old.Key, out _))
                {
                    Interlocked.Add(ref memory.Bytes, -bytes);
                }
            }
        }

        memory.Sets.TryAdd(key, new Entry(bits) { LastUse = Interlocked.Increment(ref memory.Uses) });
    }
}
