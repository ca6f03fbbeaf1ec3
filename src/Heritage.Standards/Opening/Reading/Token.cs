using System.Globalization;
using System.Text.RegularExpressions;
using Heritage.Standards.Text;

namespace Heritage.Standards.Opening.Reading;

internal enum TokenKind { Word, Number, Ordinal, Time, Sign }

/// <summary>A word of a museum's text, folded, with its place in the text.</summary>
internal readonly record struct Token(TokenKind Kind, string Word, int Value, TimeOnly Time, int Start, int End);

/// <summary>Cuts a text into tokens. Loses nothing but blanks: a sign nobody knows becomes a token that nobody will understand.</summary>
internal static partial class Tokens
{
    // Misspellings that leave no doubt. Everything else that is misspelt is for a person.
    private static readonly Dictionary<string, string> Spelling = new(StringComparer.Ordinal)
    {
        ["jourd"] = "jours",
        ["ouvers"] = "ouvert",
        ["ascencion"] = "ascension",
        ["pentecotes"] = "pentecote",
        ["rdv"] = "rendezvous",
        ["weekend"] = "week-end",
        ["weekends"] = "week-end",
        ["week-ends"] = "week-end",
        ["rendez-vous"] = "rendezvous",
        ["apres-midi"] = "apres-midi",
        ["fev"] = "fevrier",
        ["tlj"] = "tlj",
        ["novembrau"] = "novembre",
    };

    [GeneratedRegex(@"\G(\d{1,2})(?:\s?(?:h|H|heures?)\s?(\d{2})?|:(\d{2}))(?![\p{L}\d])")]
    private static partial Regex Clock();

    [GeneratedRegex(@"\G(\d{1,2})\s?(?:ers?|[eè]res?|[eè]mes?|e|nde?)(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex Rank();

    [GeneratedRegex(@"\G(?:week[- ]ends?|rendez[- ]vous|apr[eè]s[- ]midis?)(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex Joined();

    [GeneratedRegex(@"\G\d+")]
    private static partial Regex Digits();

    [GeneratedRegex(@"\G\p{L}+['’]?")]
    private static partial Regex Letters();

    public static List<Token> Of(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = One(text, at);
            tokens.Add(token);
            at = token.End;
        }

        return tokens;
    }

    private static Token One(string text, int at)
    {
        if (Clock().Match(text, at) is { Success: true } clock && TimeOf(clock) is { } time)
        {
            return new Token(TokenKind.Time, "", 0, time, at, at + clock.Length);
        }

        if (Rank().Match(text, at) is { Success: true } rank)
        {
            return new Token(TokenKind.Ordinal, "", Number(rank.Groups[1].Value), default, at, at + rank.Length);
        }

        if (Digits().Match(text, at) is { Success: true } digits)
        {
            return new Token(TokenKind.Number, "", digits.Length <= 4 ? Number(digits.Value) : -1, default, at, at + digits.Length);
        }

        var letters = Joined().Match(text, at) is { Success: true } joined ? joined : Letters().Match(text, at);
        if (letters.Success)
        {
            var word = Folding.Fold(letters.Value).Replace(' ', '-');
            return new Token(TokenKind.Word, Spelling.GetValueOrDefault(word, word), 0, default, at, at + letters.Length);
        }

        return new Token(TokenKind.Sign, text[at].ToString(), 0, default, at, at + 1);
    }

    private static TimeOnly? TimeOf(Match clock)
    {
        var hour = Number(clock.Groups[1].Value);
        var minuteText = clock.Groups[2].Value + clock.Groups[3].Value;
        var minute = minuteText.Length > 0 ? Number(minuteText) : 0;
        return minute > 59 || hour > 24 || (hour == 24 && minute > 0) ? null : new TimeOnly(hour % 24, minute);
    }

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
