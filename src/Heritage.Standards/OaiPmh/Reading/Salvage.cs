using System.Text.RegularExpressions;
using System.Xml;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>
/// An answer that is not well-formed, read record by record: words of a program before or after it are cut away, illegal characters become
/// blanks, entities of HTML their character; a record that cannot be read costs itself and not its page.
/// </summary>
internal sealed partial class Salvage(SourceText source, ReadingOptions options)
{
    private readonly OaiAnswer _answer = new();
    private (string Prefix, string Uri)[] _around = [];

    public OaiAnswer Read()
    {
        var text = source.Text;
        if (source.IsMislabelled)
        {
            _answer.Flags.Add("encoding");
        }

        var root = Root().Match(text);
        if (!root.Success)
        {
            return _answer;
        }

        _answer.IsOai = true;
        _around = [.. Declared().Matches(root.Value).Select(m => (m.Groups[1].Value, TextRepair.Decoded(m.Groups[2].Value)))];
        var close = text.LastIndexOf("OAI-PMH>", StringComparison.Ordinal);
        var end = close > root.Index + root.Length && text.LastIndexOf("</", close, StringComparison.Ordinal) is var from && from > root.Index ? from : -1;
        if (end < 0)
        {
            _answer.Flags.Add("truncated");
            end = text.Length;
        }
        else if (text.AsSpan(close + "OAI-PMH>".Length).ContainsAnyExcept(" \r\n\t") || !Prolog().IsMatch(text[..root.Index]))
        {
            _answer.Flags.Add("cut");
        }

        Body(text, root.Index + root.Length, end);
        return _answer;
    }

    private void Body(string text, int from, int end)
    {
        var starts = Start().Matches(text[..end], from).Select(m => m.Index).ToArray();
        var head = text[from..(starts.Length > 0 ? starts[0] : end)];
        Frame(head);
        for (var i = 0; i < starts.Length; i++)
        {
            var isLast = i == starts.Length - 1;
            var chunk = text[starts[i]..(isLast ? end : starts[i + 1])];
            var stop = chunk.LastIndexOf("record>", StringComparison.Ordinal);
            var isWhole = stop > 0 && chunk.LastIndexOf("</", stop, StringComparison.Ordinal) > 0;
            if (isLast && isWhole)
            {
                Tail(chunk[(stop + "record>".Length)..]);
            }
            else if (isLast)
            {
                Tail(chunk);
            }

            if (!isWhole && isLast && _answer.IsTruncated)
            {
                return; // cut in the middle: it comes again with the page, or with the next harvest
            }

            One(isWhole ? chunk[..(stop + "record>".Length)] : chunk, starts[i], isLast);
        }

        if (starts.Length == 0)
        {
            Headers(head);
            Tail(head);
        }
    }

    /// <summary>What stands around the records.</summary>
    private void Frame(string head)
    {
        _answer.ResponseDate = Date().Match(head) is { Success: true } date ? LenientDate.Read(date.Groups[1].Value) : null;
        foreach (Match error in Error().Matches(head))
        {
            _answer.Errors.Add(new ReadError(error.Groups[1].Value, TextRepair.Decoded(error.Groups[2].Value)));
        }
    }

    private void Tail(string tail)
    {
        if (Token().Match(tail) is { Success: true } token)
        {
            var attributes = token.Groups[1].Value;
            _answer.TakeToken(TextRepair.Decoded(token.Groups[2].Value), Attribute(attributes, "completeListSize"), Attribute(attributes, "expirationDate"));
        }
    }

    private static string? Attribute(string attributes, string name) =>
        Regex.Match(attributes, $"""\b{name}\s*=\s*["']([^"']*)["']""") is { Success: true } found ? found.Groups[1].Value : null;

    private void Headers(string body)
    {
        foreach (Match header in Header().Matches(body))
        {
            Parse(TextRepair.Scrub(header.Value), isRepaired: false, (reader, _) =>
            {
                using var copy = new RecordCopy(reader, options, _answer);
                copy.Header();
            });
        }
    }

    private void One(string chunk, int place, bool isLast)
    {
        var isMended = source.Mended.Any(at => at >= place && at < place + chunk.Length);
        if (Take(chunk, isMended))
        {
            return;
        }

        var clean = TextRepair.Scrub(chunk);
        if (!ReferenceEquals(clean, chunk) && Take(clean, isRepaired: true))
        {
            _answer.Flags.Add("scrubbed");
            return;
        }

        var mended = TextRepair.Entities(clean);
        if (mended != clean && Take(mended, isRepaired: true))
        {
            _answer.Flags.Add("entities");
            return;
        }

        if (isLast && _answer.IsTruncated)
        {
            return;
        }

        var (code, message) = Fault(mended);
        var id = Identifier().Match(chunk) is { Success: true } found ? TextRepair.Decoded(found.Groups[1].Value).Trim() : null;
        _answer.Broken.Add(new BrokenRecord(_answer.Position, string.IsNullOrEmpty(id) ? null : id, code, message, RecordCopy.Cut(chunk)));
    }

    private void Copy(XmlReader reader, OaiAnswer to, bool isRepaired)
    {
        using var copy = new RecordCopy(reader, options, to);
        copy.Record(_around, isRepaired);
    }

    private bool Take(string chunk, bool isRepaired)
    {
        var (records, broken) = (_answer.Records.Count, _answer.Broken.Count);
        try
        {
            Parse(chunk, isRepaired, (reader, repaired) => Copy(reader, _answer, repaired));
            return _answer.Records.Count > records || _answer.Broken.Count > broken;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            _answer.Records.RemoveRange(records, _answer.Records.Count - records);
            _answer.Broken.RemoveRange(broken, _answer.Broken.Count - broken);
            return false;
        }
    }

    private (string Code, string Message) Fault(string chunk)
    {
        try
        {
            Parse(chunk, false, (reader, _) => Copy(reader, new OaiAnswer(), false));
            return ("XML", "");
        }
        catch (TooDeep e)
        {
            return ("TOO-DEEP", e.Message);
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return ("XML", e.Message);
        }
    }

    private void Parse(string chunk, bool isRepaired, Action<XmlReader, bool> take)
    {
        var names = new NameTable();
        var known = new XmlNamespaceManager(names);
        foreach (var (prefix, uri) in KnownNamespaces.ByPrefix.Concat(_around).Where(n => n.Prefix != "xml"))
        {
            known.AddNamespace(prefix, uri);
        }

        var settings = AnswerReader.Settings(options, ConformanceLevel.Fragment);
        settings.NameTable = names;
        using var reader = XmlReader.Create(new StringReader(chunk), settings, new XmlParserContext(names, known, null, XmlSpace.None));
        while (reader.Read())
        {
            if (reader.NodeType == XmlNodeType.Element && reader.Depth == 0)
            {
                take(reader, isRepaired);
            }
        }
    }

    [GeneratedRegex(@"<(?:[\w.-]+:)?OAI-PMH(?:\s[^>]*)?>")]
    private static partial Regex Root();

    [GeneratedRegex("""^\s*(?:<\?xml[^>]*\?>)?\s*(?:<\?xml-stylesheet[^>]*\?>|<!--.*?-->|\s)*$""", RegexOptions.Singleline)]
    private static partial Regex Prolog();

    [GeneratedRegex("""\bxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']""")]
    private static partial Regex Declared();

    // A record of the protocol begins with its header; records of other formats inside one do not.
    [GeneratedRegex(@"<(?:[\w.-]+:)?record(?:\s[^>]*)?>(?=\s*(?:<!--.*?-->\s*)*<(?:[\w.-]+:)?header[\s>/])", RegexOptions.Singleline)]
    private static partial Regex Start();

    [GeneratedRegex(@"<(?:[\w.-]+:)?header(?:\s[^>]*)?>.*?</(?:[\w.-]+:)?header\s*>", RegexOptions.Singleline)]
    private static partial Regex Header();

    [GeneratedRegex(@"<(?:[\w.-]+:)?identifier(?:\s[^>]*)?>([^<]*)<")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"<(?:[\w.-]+:)?responseDate(?:\s[^>]*)?>([^<]*)<")]
    private static partial Regex Date();

    [GeneratedRegex("""<(?:[\w.-]+:)?error\s[^>]*\bcode\s*=\s*["']([^"']*)["'][^>]*?(?:/>|>([^<]*)<)""")]
    private static partial Regex Error();

    [GeneratedRegex(@"<(?:[\w.-]+:)?resumptionToken((?:\s[^>]*?)?)>([^<]*)</")]
    private static partial Regex Token();
}
