using System.Numerics;

namespace Musenor.Collections.Search.Index;

/// <summary>A set of notice numbers, one bit each: 8 KB for 64,495 notices.</summary>
public sealed class Bits(int size)
{
    private readonly ulong[] _words = new ulong[(size + 63) >> 6];

    public int Size { get; } = size;

    public bool this[int number] => (uint)number < (uint)Size && (_words[number >> 6] & (1UL << (number & 63))) != 0;

    public void Add(int number)
    {
        if ((uint)number < (uint)Size)
        {
            _words[number >> 6] |= 1UL << (number & 63);
        }
    }

    public Bits And(Bits other) => Combine(other, static (a, b) => a & b);

    public Bits Or(Bits other) => Combine(other, static (a, b) => a | b);

    public Bits Except(Bits other) => Combine(other, static (a, b) => a & ~b);

    public int Count()
    {
        var count = 0;
        foreach (var word in _words)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    public bool Any() => _words.AsSpan().ContainsAnyExcept(0UL);

    public IEnumerable<int> Numbers()
    {
        for (var i = 0; i < _words.Length; i++)
        {
            for (var word = _words[i]; word != 0; word &= word - 1)
            {
                yield return (i << 6) + BitOperations.TrailingZeroCount(word);
            }
        }
    }

    private Bits Combine(Bits other, Func<ulong, ulong, ulong> with)
    {
        var result = new Bits(Math.Max(Size, other.Size));
        for (var i = 0; i < result._words.Length; i++)
        {
            result._words[i] = with(i < _words.Length ? _words[i] : 0, i < other._words.Length ? other._words[i] : 0);
        }

        return result;
    }
}
