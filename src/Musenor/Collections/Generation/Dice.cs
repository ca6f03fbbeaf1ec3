using System.Globalization;

namespace Musenor.Collections.Generation;

/// <summary>
/// Small deterministic chance: the same seed and number give the same throws on every machine and version of .NET, which
/// <see cref="Random"/> does not promise. Each notice has its own dice, so that batches may be made in any order (SplitMix64).
/// </summary>
internal sealed class Dice(ulong seed, ulong number)
{
    private ulong _state = Mix(seed ^ Mix(number));

    /// <summary>0 ≤ n &lt; <paramref name="below"/>.</summary>
    public int Below(int below) => (int)(Next() % (ulong)below);

    /// <summary>From and to included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    /// <summary>0 ≤ x &lt; 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double share) => Share() < share;

    public T One<T>(IReadOnlyList<T> among) => among[Below(among.Count)];

    /// <summary>A size between two bounds, small ones as frequent as large ones of the same proportion, with one decimal.</summary>
    public string Size(double from, double to) =>
        Math.Round(from * Math.Pow(to / from, Share()), 1).ToString("0.#", CultureInfo.InvariantCulture).Replace('.', ',');

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>Values and how often each comes.</summary>
internal sealed class Weighted<T>
{
    private readonly T[] _values;
    private readonly double[] _sums;

    public Weighted(IEnumerable<KeyValuePair<T, double>> shares)
    {
        var all = shares.ToArray();
        (_values, _sums) = ([.. all.Select(s => s.Key)], new double[all.Length]);
        var sum = 0.0;
        for (var i = 0; i < all.Length; i++)
        {
            _sums[i] = sum += all[i].Value;
        }
    }

    public int Count => _values.Length;

    public T One(Dice dice)
    {
        var at = Array.BinarySearch(_sums, dice.Share() * _sums[^1]);
        return _values[Math.Min(at < 0 ? ~at : at + 1, _values.Length - 1)];
    }

    /// <summary>At most <paramref name="count"/> different values.</summary>
    public IReadOnlyList<T> Several(Dice dice, int count)
    {
        var chosen = new List<T>(count);
        for (var tries = 0; chosen.Count < count && tries < count * 3; tries++)
        {
            var one = One(dice);
            if (!chosen.Contains(one))
            {
                chosen.Add(one);
            }
        }

        return chosen;
    }
}
