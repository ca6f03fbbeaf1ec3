using System.Globalization;
using System.Text.RegularExpressions;
using Heritage.Standards.Dates;
using Musenor.Collections.Search.Analysis;

namespace Musenor.Collections.Search.Query;

/// <summary>A query as understood: its tree (null when nothing was asked) and the repairs made, as keys of texts.</summary>
internal sealed record ParsedQuery(QueryNode? Root, IReadOnlyList<string> Repairs)
{
    public string Restated => Root?.ToFrench() ?? "";

    public bool IsPlain => Root is QueryNode.Word { Field: null } || (Root is QueryNode.And and && and.All.All(n => n is QueryNode.Word { Field: null }));
}

/// <summary>
/// Words (all must match), "phrases", ET OU SAUF, -word, parentheses, mot*, field:value, « value [Champ] », date:1850..1900.
/// ET binds tighter than OU. What is malformed is repaired and said; there is no error.
/// </summary>
internal sealed partial class QueryParser
{
    // Far above what anyone types; below what would cost a server anything.
    private const int LongestQuery = 1_000;
    private const int MostTerms = 60;
    private const int Deepest = 20;

    private readonly List<string> _repairs = [];
    private readonly List<Token> _tokens;
    private int _at;

    private QueryParser(string text) => _tokens = QueryTokens.Of(text, _repairs);

    public static ParsedQuery Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new ParsedQuery(null, []);
        }

        var parser = new QueryParser(text.Length > LongestQuery ? text[..LongestQuery] : text);
        if (text.Length > LongestQuery || parser._tokens.Count > MostTerms)
        {
            parser._repairs.Add("Shortened");
            parser._tokens.RemoveRange(Math.Min(MostTerms, parser._tokens.Count), Math.Max(0, parser._tokens.Count - MostTerms));
        }

        var parts = new List<QueryNode>();
        while (parser._at < parser._tokens.Count)
        {
            if (parser.Any(0) is { } node)
            {
                parts.Add(node);
            }

            if (parser._at < parser._tokens.Count)
            {
                parser._at++; // a « ) » that nothing opened
                parser._repairs.Add("ParenthesisDropped");
            }
        }

        var root = Joined(parts);
        if (root is null)
        {
            parser._repairs.Clear();
            parser._repairs.Add("NothingUnderstood");
        }

        return new ParsedQuery(root, [.. parser._repairs.Distinct()]);
    }

    private TokenKind? Next => _at < _tokens.Count ? _tokens[_at].Kind : null;

    private QueryNode? Any(int depth)
    {
        var any = new List<QueryNode>();
        while (true)
        {
            if (All(depth) is { } node)
            {
                any.Add(node);
            }
            else if (Next == TokenKind.Or || any.Count > 0)
            {
                _repairs.Add("OperatorDropped");
            }

            if (Next != TokenKind.Or)
            {
                return any.Count switch { 0 => null, 1 => any[0], _ => new QueryNode.Or(any) };
            }

            _at++;
        }
    }

    private QueryNode? All(int depth)
    {
        var all = new List<QueryNode>();
        // Where the bare words before a « [Champ] » start.
        var run = 0;
        while (Next is { } kind && kind is not (TokenKind.Or or TokenKind.Close))
        {
            switch (kind)
            {
                case TokenKind.And:
                    _at++;
                    if (all.Count == 0 || Next is null or TokenKind.Or or TokenKind.Close or TokenKind.And)
                    {
                        _repairs.Add("OperatorDropped");
                    }

                    run = all.Count;
                    break;
                case TokenKind.InField:
                    PutInField(all, run, _tokens[_at++].Field);
                    run = all.Count;
                    break;
                default:
                    if (One(depth) is { } node)
                    {
                        all.Add(node);
                        run = node is QueryNode.Word { Field: null } or QueryNode.Phrase { Field: null } or QueryNode.Prefix { Field: null } ? run : all.Count;
                    }

                    break;
            }
        }

        return Joined(all);
    }

    /// <summary>« beaux-arts [Domaine] »: the words just before are what the field must hold. Null is « [Date] ».</summary>
    private void PutInField(List<QueryNode> all, int run, SearchField? field)
    {
        if (run >= all.Count)
        {
            _repairs.Add("FieldEmpty");
            return;
        }

        var before = all.Skip(run).ToList();
        all.RemoveRange(run, all.Count - run);
        var words = string.Join(' ', before.Select(n => n switch { QueryNode.Word w => w.Text, QueryNode.Prefix p => p.Text, QueryNode.Phrase p => p.Text, _ => "" }));
        if (field is null)
        {
            if (Years(words) is not { } years)
            {
                _repairs.Add("DateDropped");
                return;
            }

            all.Add(years);
            return;
        }

        all.Add(before is [QueryNode.Prefix prefix] ? prefix with { Field = field } : new QueryNode.Phrase(field, words));
    }

    private QueryNode? One(int depth)
    {
        var token = _tokens[_at++];
        switch (token.Kind)
        {
            case TokenKind.Not:
                while (Next is TokenKind.And or TokenKind.Not)
                {
                    _at++;
                }

                if (Next is null or TokenKind.Close or TokenKind.Or or TokenKind.InField || One(depth) is not { } excluded)
                {
                    _repairs.Add("OperatorDropped");
                    return null;
                }

                return new QueryNode.Not(excluded);
            case TokenKind.Open:
                var inner = depth < Deepest ? Any(depth + 1) : null;
                if (depth >= Deepest)
                {
                    _repairs.Add("TooDeep");
                }
                else if (Next == TokenKind.Close)
                {
                    _at++;
                }
                else
                {
                    _repairs.Add("ParenthesisClosed");
                }

                return token.Field is null ? inner : inner?.In(token.Field);
            case TokenKind.Phrase:
                return FrenchAnalyser.Words(token.Text).Count == 0 ? null : new QueryNode.Phrase(token.Field, token.Text);
            default:
                return Term(token);
        }
    }

    private QueryNode? Term(Token token)
    {
        if (token.Text.StartsWith("date:", StringComparison.Ordinal))
        {
            if (Years(token.Text[5..]) is { } years)
            {
                return years;
            }

            _repairs.Add("DateDropped");
            return null;
        }

        if (token.Text.EndsWith('*'))
        {
            var start = FrenchAnalyser.Words(token.Text);
            if (start.Count > 0 && (token.Field == SearchField.Inventory || (token.Field is null && start.Count > 1 && token.Text.Any(char.IsDigit))))
            {
                return new QueryNode.Prefix(SearchField.Inventory, token.Text.TrimEnd('*')); // « 1903.12* »
            }

            if (start is [{ Length: >= 2 } only])
            {
                return new QueryNode.Prefix(token.Field, only);
            }

            // One letter and a star is half the catalogue: it is the word that is searched then.
            _repairs.Add("StarDropped");
            return Word(token.Field, token.Text.TrimEnd('*'));
        }

        return Word(token.Field, token.Text);
    }

    private static QueryNode? Word(SearchField? field, string text) =>
        FrenchAnalyser.Words(text).Count == 0 ? null : new QueryNode.Word(field, text);

    private static QueryNode.Years? Years(string text)
    {
        var said = SaidRange().Match(text);
        var ends = said.Success ? [said.Groups["from"].Value, said.Groups["to"].Value] : DotsRange().Split(text);
        if (ends.Length == 2)
        {
            var (from, to) = (Year(ends[0]), Year(ends[1]));
            return (from ?? to) is null ? null : from > to ? new(to, from) : new(from, to);
        }

        // « fin 19e » leaves out « siècle ».
        return (FrenchDates.Parse(text) ?? FrenchDates.Parse(text + " siècle")) is { } span ? new(span.From, span.To) : null;
    }

    private static int? Year(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var year) && year is > -100_000 and < 10_000 ? year : null;

    // As the portal itself says ranges: « de 1850 à 1900 », « depuis 1850 », « jusqu’à 1700 ».
    [GeneratedRegex(@"^(?:de (?<from>-?\d+) à (?<to>-?\d+)|depuis (?<from>-?\d+)|jusqu['’]à (?<to>-?\d+))$")]
    private static partial Regex SaidRange();

    [GeneratedRegex(@"\.{2,}")]
    private static partial Regex DotsRange();

    private static QueryNode? Joined(List<QueryNode> nodes) => nodes.Count switch { 0 => null, 1 => nodes[0], _ => new QueryNode.And(nodes) };
}
