using System.Text;
using System.Text.RegularExpressions;
using Heritage.Standards.Text;
using Musenor.Collections.Search.Analysis;

namespace Musenor.Collections.Search.Query;

internal enum TokenKind { Word, Phrase, Open, Close, And, Or, Not, InField }

internal readonly record struct Token(TokenKind Kind, string Text, SearchField? Field = null);

/// <summary>Cuts what a visitor typed into words, phrases, operators and fields. Nothing typed is an error.</summary>
internal static partial class QueryTokens
{
    public static List<Token> Of(string query, List<string> repairs)
    {
        var tokens = new List<Token>();
        var text = Plain(query);
        for (var at = 0; at < text.Length;)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c) || c == ',')
            {
                at++;
            }
            else if (c is '(' or ')')
            {
                tokens.Add(new(c == '(' ? TokenKind.Open : TokenKind.Close, ""));
                at++;
            }
            else if (c == '"')
            {
                tokens.Add(Quoted(text, ref at, null, repairs));
            }
            else if (c == '[' && BracketedField().Match(text, at) is { Success: true } bracket && bracket.Index == at)
            {
                tokens.Add(InField(bracket.Groups[1].Value.Trim(), repairs));
                at += bracket.Length;
            }
            else
            {
                Bare(text, ref at, tokens, repairs);
            }
        }

        return tokens;
    }

    private static Token InField(string name, List<string> repairs)
    {
        var folded = Folding.Fold(name);
        var field = SearchField.Find(folded);
        if (field is null && folded != "date")
        {
            repairs.Add("UnknownField");
            return new(TokenKind.Word, name);
        }

        return new(TokenKind.InField, "", field);
    }

    private static void Bare(string text, ref int at, List<Token> tokens, List<string> repairs)
    {
        if (text[at] == '-' && at + 1 < text.Length && !char.IsWhiteSpace(text[at + 1]) && (at == 0 || text[at - 1] is ' ' or '(')
            && !NegativeYears().IsMatch(text[at..]))
        {
            tokens.Add(new(TokenKind.Not, ""));
            at++;
            return;
        }

        var word = BareWord().Match(text, at).Value;
        at += word.Length;
        if (word.Length == 0)
        {
            at++; // a lone bracket says nothing
            return;
        }

        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var name = colon > 0 ? Folding.Fold(word[..colon]) : "";
        if (name == "date" || (colon > 0 && SearchField.Find(name) is not null))
        {
            Fielded(text, ref at, word, colon, tokens, repairs);
            return;
        }

        if (colon > 0 && colon < word.Length - 1 && word[colon + 1] != '/' && name.All(char.IsLetter))
        {
            repairs.Add("UnknownField");
        }

        tokens.Add(word switch
        {
            "ET" or "AND" => new(TokenKind.And, ""),
            "OU" or "OR" => new(TokenKind.Or, ""),
            "SAUF" or "NOT" => new(TokenKind.Not, ""),
            _ => new(TokenKind.Word, word),
        });
    }

    /// <summary>« technique:plâtre », « titre:"la rieuse" », and « auteur: carpeaux » with the blank people add.</summary>
    private static void Fielded(string text, ref int at, string word, int colon, List<Token> tokens, List<string> repairs)
    {
        var name = Folding.Fold(word[..colon]);
        var field = SearchField.Find(name);
        var value = word[(colon + 1)..];
        while (value.Length == 0 && at < text.Length && text[at] == ' ')
        {
            at++;
        }

        if (value.Length == 0 && at < text.Length && text[at] == '"')
        {
            var quoted = Quoted(text, ref at, field, repairs);
            tokens.Add(name == "date" ? new(TokenKind.Word, "date:" + quoted.Text) : quoted);
            return;
        }

        if (value.Length == 0 && at < text.Length && text[at] == '(' && field is not null)
        {
            tokens.Add(new(TokenKind.Open, "", field));
            at++;
            return;
        }

        if (value.Length == 0)
        {
            var next = BareWord().Match(text, at);
            value = next.Value;
            at += next.Length;
        }

        if (value.Length == 0)
        {
            repairs.Add("FieldEmpty");
            return;
        }

        tokens.Add(name == "date" ? new(TokenKind.Word, "date:" + value + RestOfDate(text, ref at)) : new(TokenKind.Word, value, field));
    }

    /// <summary>« date:1850 .. 1900 »: the blanks that people put around the dots.</summary>
    private static string RestOfDate(string text, ref int at)
    {
        var rest = RestOfRange().Match(text, at);
        at += rest.Success ? rest.Length : 0;
        return rest.Value.Replace(" ", "", StringComparison.Ordinal);
    }

    private static Token Quoted(string text, ref int at, SearchField? field, List<string> repairs)
    {
        var end = text.IndexOf('"', at + 1);
        if (end < 0)
        {
            end = text.Length;
            repairs.Add("QuoteClosed");
        }

        var phrase = text[(at + 1)..end].Trim();
        at = Math.Min(end + 1, text.Length);
        return new(TokenKind.Phrase, phrase, field);
    }

    /// <summary>Quotes of every shape are one; control characters are blanks.</summary>
    private static string Plain(string query)
    {
        var plain = new StringBuilder(query.Length);
        foreach (var c in query)
        {
            plain.Append(c switch
            {
                '«' or '»' or '“' or '”' or '„' or '‟' => '"',
                _ when char.IsControl(c) || c == '\u00a0' || c == '\u202f' => ' ',
                _ => c,
            });
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"\G\[([^\[\]]{1,40})\]")]
    private static partial Regex BracketedField();

    [GeneratedRegex(@"\G[^\s()""\[,]*")]
    private static partial Regex BareWord();

    [GeneratedRegex(@"\G(?:\s*\.\.+\s*-?\d*|(?<=\.\.)\s+-?\d+)")]
    private static partial Regex RestOfRange();

    [GeneratedRegex(@"^-\d+\.\.")]
    private static partial Regex NegativeYears();
}
