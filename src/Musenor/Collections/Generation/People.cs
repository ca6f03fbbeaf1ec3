namespace Musenor.Collections.Generation;

/// <summary>
/// The invented authors: about one for eight notices, a few with many works and many with few (Zipf), each with a life that the
/// dates of its works respect as far as possible.
/// </summary>
internal sealed class People
{
    private const double Slope = 0.85;
    private const int Tries = 6;
    private readonly (string Name, int Birth, int Death)[] _all;
    private readonly double[] _sums;

    public People(Words words, int count, ulong seed)
    {
        _all = new (string, int, int)[count];
        _sums = new double[count];
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            var dice = new Dice(seed, (ulong)i);
            var birth = dice.Below(10) switch { 0 => dice.Between(1480, 1700), <= 2 => dice.Between(1700, 1800), <= 7 => dice.Between(1800, 1880), _ => dice.Between(1880, 1940) };
            _all[i] = ($"{words.FamilyName(dice)} {words.FirstName(dice)}", birth, birth + dice.Between(32, 88));
            _sums[i] = sum += Math.Pow(i + 1, -Slope);
        }
    }

    public (string Name, int Birth, int Death) One(Dice dice, int? from, int? to)
    {
        for (var i = 0; ; i++)
        {
            var one = _all[At(dice)];
            if (i == Tries || from is null || to is null || (one.Birth + 18 <= to && one.Death >= from))
            {
                return one;
            }
        }
    }

    private int At(Dice dice)
    {
        var at = Array.BinarySearch(_sums, dice.Share() * _sums[^1]);
        return Math.Min(at < 0 ? ~at : at + 1, _all.Length - 1);
    }
}
