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
    private readonly Lock _keeping = new();
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

    /// <summary>What is remembered now, in bytes.</summary>
    public long Held => _memory.Sets.Sum(s => Bytes(s.Key, s.Value.Bits));

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

    // Reading goes without a lock; keeping is rare (the engine was just asked) and counts right because one thread does it at a time.
    private void Keep(Memory memory, string key, Bits bits)
    {
        lock (_keeping)
        {
            if (!memory.Sets.TryAdd(key, new Entry(bits) { LastUse = Interlocked.Increment(ref memory.Uses) }))
            {
                return;
            }

            memory.Bytes += Bytes(key, bits);
            if (memory.Bytes <= MostBytes)
            {
                return;
            }

            // A copy: the dictionary itself may not be sorted while others read it.
            var oldest = memory.Sets.ToArray();
            foreach (var (old, entry) in oldest.OrderBy(s => s.Value.LastUse).Take((oldest.Length / 2) + 1))
            {
                if (memory.Sets.TryRemove(old, out _))
                {
                    memory.Bytes -= Bytes(old, entry.Bits);
                }
            }
        }
    }

    private static long Bytes(string key, Bits bits) => (bits.Size >> 3) + (2L * key.Length) + 100;
}
