using System.Runtime.InteropServices;

namespace Musenor.Collections.Import;

/// <summary>
/// Finds the identities that a file gives more than once, in bounded memory: sorted runs of 128-bit marks, spilled to a temporary
/// file when there are many, then merged.
/// </summary>
internal sealed class IdentityIndex(string folder, int runLength = 2_000_000) : IDisposable
{
    /// <summary>More duplicates than this is not a catalogue.</summary>
    public const int MostDuplicates = 1_000_000;

    private readonly List<Seen> _run = [];
    private readonly List<long> _ends = [];
    private FileStream? _spill;

    [StructLayout(LayoutKind.Sequential)]
    private readonly record struct Seen(UInt128 Mark, long Line) : IComparable<Seen>
    {
        public int CompareTo(Seen other) => Mark.CompareTo(other.Mark) is var order and not 0 ? order : Line.CompareTo(other.Line);
    }

    public void Add(UInt128 mark, long line)
    {
        _run.Add(new Seen(mark, line));
        if (_run.Count >= runLength)
        {
            Spill();
        }
    }

    /// <summary>
    /// Marks given more than once, with the first two lines that give them; null when there are too many. Lines added as negative
    /// have another identity: one of them beside a positive line is a duplicate; several of them share the mark, which then
    /// identifies none of them (their pair begins with a negative line).
    /// </summary>
    public Dictionary<UInt128, (long First, long Second)>? Duplicates()
    {
        var found = new Dictionary<UInt128, (long, long)>();
        Seen? last = null;
        foreach (var seen in InOrder())
        {
            if (last is { } before && before.Mark == seen.Mark)
            {
                // In order: the negative lines of a mark come first.
                if (found.TryGetValue(seen.Mark, out var pair))
                {
                    found[seen.Mark] = pair is ( < 0, < 0) && seen.Line > 0 ? (pair.Item1, seen.Line) : pair;
                }
                else
                {
                    found.Add(seen.Mark, (seen.Line < 0 ? before.Line : Math.Abs(before.Line), seen.Line));
                }

                if (found.Count > MostDuplicates)
                {
                    return null;
                }
            }

            last = seen;
        }

        return found;
    }

    public void Dispose() => _spill?.Dispose();

    private void Spill()
    {
        _run.Sort();
        _spill ??= new FileStream(Path.Combine(folder, $"{Guid.NewGuid():N}.tmp"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        _spill.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(_run)));
        _ends.Add(_spill.Position);
        _run.Clear();
    }

    private IEnumerable<Seen> InOrder()
    {
        if (_spill is null)
        {
            _run.Sort();
            return _run;
        }

        Spill();
        var runs = new PriorityQueue<IEnumerator<Seen>, Seen>();
        long from = 0;
        foreach (var end in _ends)
        {
            var run = ReadRun(from, end).GetEnumerator();
            if (run.MoveNext())
            {
                runs.Enqueue(run, run.Current);
            }

            from = end;
        }

        return Merge(runs);
    }

    private static IEnumerable<Seen> Merge(PriorityQueue<IEnumerator<Seen>, Seen> runs)
    {
        while (runs.TryDequeue(out var run, out var seen))
        {
            yield return seen;
            if (run.MoveNext())
            {
                runs.Enqueue(run, run.Current);
            }
        }
    }

    private IEnumerable<Seen> ReadRun(long from, long end)
    {
        var some = new Seen[4096];
        while (from < end)
        {
            var size = (int)Math.Min(some.Length, (end - from) / Marshal.SizeOf<Seen>());
            _spill!.Position = from;
            _spill.ReadExactly(MemoryMarshal.AsBytes(some.AsSpan(0, size)));
            from = _spill.Position;
            for (var i = 0; i < size; i++)
            {
                yield return some[i];
            }
        }
    }
}
