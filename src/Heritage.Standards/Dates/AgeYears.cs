using System.Globalization;
using System.Text.RegularExpressions;

namespace Heritage.Standards.Dates;

/// <summary>Years of a century or millennium, whole or in part, before or after Christ.</summary>
internal static class AgeYears
{
    public static YearSpan? Read(Match age)
    {
        var length = age.Groups["unit"].Value.StartsWith('m') ? 1000 : 100;
        var before = age.Groups["before"].Success;
        if (Number(age.Groups["first"].Value) is not { } first || first > (length == 100 ? 60 : 20))
        {
            return null;
        }

        var span = Whole(first, length, before);
        if (age.Groups["last"].Success && Number(age.Groups["last"].Value) is { } last && last <= 60)
        {
            return span.Union(Whole(last, length, before));
        }

        return Part(span, age);
    }

    private static YearSpan Whole(int number, int length, bool before) =>
        before ? new(-number * length, -((number - 1) * length) - 1) : new(((number - 1) * length) + 1, number * length);

    private static YearSpan Part(YearSpan whole, Match age)
    {
        var length = whole.To - whole.From + 1;
        var size = age.Groups["size"].Value;
        if (size.Length > 0)
        {
            var parts = size switch { "moitie" => 2, "tiers" => 3, _ => 4 };
            return Slice(whole.From, length, Rank(age.Groups["rank"].Value, parts), parts, 1);
        }

        return age.Groups["edge"].Value switch
        {
            "debut" => Slice(whole.From, length, 1, 4, 1),
            "milieu" => Slice(whole.From, length, 2, 4, 2),
            "fin" => Slice(whole.From, length, 4, 4, 1),
            _ => whole,
        };
    }

    private static YearSpan Slice(int from, int length, int rank, int parts, int count) =>
        new(from + (length * (rank - 1) / parts), from + (length * (rank - 1 + count) / parts) - 1);

    private static int Rank(string word, int parts)
    {
        var rank = word[0] switch { '1' => 1, '2' => 2, '3' => 3, '4' => 4, 'p' => 1, 's' => 2, 't' => 3, 'q' => 4, _ => word[1] == 'e' && word[2] == 'u' ? 2 : parts };
        return Math.Min(rank, parts);
    }

    private static int? Number(string word)
    {
        if (char.IsAsciiDigit(word[0]))
        {
            var number = int.Parse(word, CultureInfo.InvariantCulture);
            return number == 0 ? null : number;
        }

        var total = 0;
        for (var i = 0; i < word.Length; i++)
        {
            var value = Roman(word[i]);
            total += i + 1 < word.Length && Roman(word[i + 1]) > value ? -value : value;
        }

        return total is > 0 and <= 60 ? total : null;
    }

    private static int Roman(char letter) => letter switch { 'i' => 1, 'v' => 5, 'x' => 10, 'l' => 50, _ => 100 };
}
