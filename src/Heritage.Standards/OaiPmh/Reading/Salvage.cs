using System.Text.RegularExpressions;
using System.Xml;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>
/// An answer that is not well-formed, read record by record: words of a program before or after it are cut away, illegal characters become
/// blanks, entities of HTML their character; a record that cannot be read costs itself and not its page.
/// </summary>
internal sealed partial class Salvage(SourceText source, ReadingOptions options)
{
    /// <summary>Milliseconds that one search may take.</summary>
    internal const int Patience = 10_000;

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
        else if (text.AsSpan(close + "OAI-PMH>".Length).ContainsAnyExcept(" \r\n\t") || !IsProlog(text.AsSpan(0, root.Index)))
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
            var stop = End(chunk, "record>");
            if (isLast)
            {
                Tail(chunk[stop..]);
            }

            if (stop == 0 && isLast && _answer.IsTruncated)
            {
                return; // cut in the middle: it comes again with the page, or with the next harvest
            }

            One(stop > 0 ? chunk[..stop] : chunk, starts[i], isLast, Record);
        }

        if (starts.Length == 0)
        {
            Headers(head, from);
            Tail(head);
        }
    }

    /// <summary>After its last closing tag; 0 where it has none.</summary>
    private static int End(string chunk, string tag) =>
        chunk.LastIndexOf(tag, StringComparison.Ordinal) is > 0 and var stop && chunk.LastIndexOf("</", stop, StringComparison.Ordinal) > 0 ? stop + tag.Length : 0;

    /// <summary>Nothing stands there but what may stand before the envelope: declarations, comments.</summary>
    private static bool IsProlog(ReadOnlySpan<char> before)
    {
        for (before = before.TrimStart(); !before.IsEmpty; before = before.TrimStart())
        {
            var close = before.StartsWith("<?xml") ? "?>" : before.StartsWith("<!--") ? "-->" : "";
            if (close.Length == 0 || before.IndexOf(close) is var end && end < 0)
            {
                return false;
            }

            before = before[(end + close.Length)..];
        }

        return true;
    }

    /// <summary>What stands around the records.</summary>
    private void Frame(string head)
    {
        _answer.ResponseDate = Date().Match(head) is { Success: true } date ? LenientDate.Read(date.Groups[1].Value) : null;
        foreach (Match error in Error().Matches(head))
        {
            var attributes = error.Groups[1].Value;
            if (Attribute(attributes, "code") is { } code)
            {
                _answer.Errors.Add(new ReadError(code, attributes.EndsWith('/') ? "" : TextRepair.Decoded(error.Groups[2].Value)));
            }
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
        Regex.Match(attributes, $"""\b{name}\s*=\s*["']([^"']*)["']""", RegexOptions.None, TimeSpan.FromMilliseconds(Patience)) is { Success: true } found ? found.Groups[1].Value : null;

    /// <summary>Of a list of identifiers: each costs itself, like a record.</summary>
    private void Headers(string body, int from)
    {
        var starts = HeaderStart().Matches(body).Select(m => m.Index).ToArray();
        for (var i = 0; i < starts.Length; i++)
        {
            var chunk = body[starts[i]..(i == starts.Length - 1 ? body.Length : starts[i + 1])];
            if (End(chunk, "header>") is > 0 and var stop)
            {
                One(chunk[..stop], from + starts[i], isLast: false, Header);
            }
        }
    }

    private void One(string chunk, int place, bool isLast, Action<RecordCopy, bool> copy)
    {
        if (Take(chunk, source.IsMendedIn(place, chunk.Length), copy))
        {
            return;
        }

        var clean = TextRepair.Scrub(chunk);
        if (!ReferenceEquals(clean, chunk) && Take(clean, isRepaired: true, copy))
        {
            _answer.Flags.Add("scrubbed");
            return;
        }

        var mended = TextRepair.Entities(clean);
        if (mended != clean && Take(mended, isRepaired: true, copy))
        {
            _answer.Flags.Add("entities");
            return;
        }

        if (isLast && _answer.IsTruncated)
        {
            return;
        }

        var (code, message) = Fault(mended, copy);
        var id = Identifier().Match(chunk) is { Success: true } found ? TextRepair.Decoded(found.Groups[1].Value).Trim() : null;
        _answer.Broken.Add(new BrokenRecord(_answer.Position, string.IsNullOrEmpty(id) ? null : id, code, message, RecordCopy.Cut(chunk)));
    }

    private void Record(RecordCopy copy, bool isRepaired) => copy.Record(_around, isRepaired);

    private static void Header(RecordCopy copy, bool isRepaired) => copy.Header();

    private bool Take(string chunk, bool isRepaired, Action<RecordCopy, bool> copy)
    {
        var (records, broken) = (_answer.Records.Count, _answer.Broken.Count);
        try
        {
            Parse(chunk, _answer, isRepaired, copy);
            return _answer.Records.Count > records || _answer.Broken.Count > broken;
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            _answer.Records.RemoveRange(records, _answer.Records.Count - records);
            _answer.Broken.RemoveRange(broken, _answer.Broken.Count - broken);
            return false;
        }
    }

    private (string Code, string Message) Fault(string chunk, Action<RecordCopy, bool> copy)
    {
        try
        {
            Parse(chunk, new OaiAnswer(), false, copy);
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

    private void Parse(string chunk, OaiAnswer to, bool isRepaired, Action<RecordCopy, bool> take)
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
                using var copy = new RecordCopy(reader, options, to);
                take(copy, isRepaired);
            }
        }
    }

    // Each of them reads on from its « < » to the next one at most, and never the same text in two ways: a page may be written against us.
    [GeneratedRegex(@"<(?:[\w.-]+:)?OAI-PMH(?:\s[^<>]*)?>", RegexOptions.None, Patience)]
    private static partial Regex Root();

    [GeneratedRegex("""\bxmlns(?::([\w.-]+))?\s*=\s*["']([^"']*)["']""", RegexOptions.None, Patience)]
    private static partial Regex Declared();

    // A record of the protocol begins with its header; records of other formats inside one do not.
    [GeneratedRegex(@"<(?:[\w.-]+:)?record(?:\s[^<>]*)?>(?=(?>(?:(?>\s+)|(?><!--[^<]*?-->)){0,100})<(?:[\w.-]+:)?header[\s>/])", RegexOptions.None, Patience)]
    private static partial Regex Start();

    [GeneratedRegex(@"<(?:[\w.-]+:)?header(?:\s[^<>]*)?>", RegexOptions.None, Patience)]
    private static partial Regex HeaderStart();

    [GeneratedRegex(@"<(?:[\w.-]+:)?identifier(?:\s[^<>]*)?>([^<]*)<", RegexOptions.None, Patience)]
    private static partial Regex Identifier();

    [GeneratedRegex(@"<(?:[\w.-]+:)?responseDate(?:\s[^<>]*)?>([^<]*)<", RegexOptions.None, Patience)]
    private static partial Regex Date();

    [GeneratedRegex(@"<(?:[\w.-]+:)?error(\s[^<>]*)>([^<]*)", RegexOptions.None, Patience)]
    private static partial Regex Error();

    [GeneratedRegex(@"<(?:[\w.-]+:)?resumptionToken((?:\s[^<>]*)?)>([^<]*)</", RegexOptions.None, Patience)]
    private static partial Regex Token();
}
