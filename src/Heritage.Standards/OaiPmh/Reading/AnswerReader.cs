using System.Text;
using System.Text.RegularExpressions;
using System.Xml;

namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>
/// Reads the answers of OAI-PMH sources: strictly first, then as well as can be. Elements of the envelope are known by their local name, since
/// sources misspell its namespace; nothing is ever fetched, a DTD is refused, and only one record is in memory beside the answer itself.
/// </summary>
public static partial class AnswerReader
{
    /// <exception cref="ArgumentNullException">No bytes.</exception>
    public static OaiAnswer Read(byte[] bytes, ReadingOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        try
        {
            return Whole(bytes, options ?? new ReadingOptions());
        }
        catch (RegexMatchTimeoutException)
        {
            return new OaiAnswer { Refusal = "TIMEOUT" }; // written against us, or as good as
        }
    }

    private static OaiAnswer Whole(byte[] bytes, ReadingOptions options)
    {
        var source = SourceText.Of(bytes, options);
        if (HasDtd(bytes))
        {
            return new OaiAnswer { Refusal = "DTD" };
        }

        try
        {
            return Strict(source, options);
        }
        catch (XmlException e) when (!options.MayRepair)
        {
            return new OaiAnswer { Refusal = e.Message };
        }
        catch (Exception e) when (e is XmlException or ArgumentException)
        {
            return new Salvage(source, options).Read();
        }
    }

    /// <summary>A document type, before or in an envelope: entities that grow, files of ours that leave. A page of HTML has one too, and is none.</summary>
    private static bool HasDtd(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 64 * 1024)).Replace("\0", "", StringComparison.Ordinal);
        // It stands before the envelope, or nowhere: what a record quotes is text.
        var end = head.IndexOf("OAI-PMH", StringComparison.Ordinal);
        while (end >= 0 && head.LastIndexOf('<', end) is var open && (open < 0 || head.IndexOfAny([' ', '>', '!'], open, end - open) >= 0))
        {
            end = head.IndexOf("OAI-PMH", end + 1, StringComparison.Ordinal);
        }

        head = end < 0 ? head : head[..end];
        return Doctype().IsMatch(head) && !HtmlDoctype().IsMatch(head);
    }

    internal static XmlReaderSettings Settings(ReadingOptions options, ConformanceLevel level = ConformanceLevel.Document) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        ConformanceLevel = level,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = options.MostCharacters,
        MaxCharactersFromEntities = 1024,
    };

    private static OaiAnswer Strict(SourceText source, ReadingOptions options)
    {
        var answer = new OaiAnswer();
        if (source.IsMislabelled)
        {
            answer.Flags.Add("encoding");
        }

        if (source.Mended.Count > 0)
        {
            throw new XmlException("Bytes of several encodings."); // which records they are in is found one by one
        }

        using var reader = source.IsUtf8
            ? XmlReader.Create(new MemoryStream(source.Bytes), Settings(options))
            : XmlReader.Create(new StringReader(source.Text), Settings(options));
        reader.MoveToContent();
        if (reader.LocalName != "OAI-PMH")
        {
            throw new XmlException("Not an OAI-PMH envelope.");
        }

        answer.IsOai = true;
        Envelope(reader, answer, options);
        return answer;
    }

    private static void Envelope(XmlReader reader, OaiAnswer answer, ReadingOptions options)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        var depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "responseDate":
                    answer.ResponseDate = LenientDate.Read(Text(reader));
                    break;
                case "error":
                    var code = reader.GetAttribute("code")?.Trim() ?? "";
                    answer.Errors.Add(new ReadError(code, Text(reader)));
                    break;
                case "request":
                    Text(reader);
                    break;
                default:
                    List(reader, answer, options);
                    break;
            }
        }

        // What follows the envelope is read too, so that garbage there is found.
        while (reader.Read())
        {
        }
    }

    /// <summary>ListRecords, GetRecord, or another name: what is in it tells what it is.</summary>
    private static void List(XmlReader reader, OaiAnswer answer, ReadingOptions options)
    {
        if (reader.IsEmptyElement)
        {
            return;
        }

        var around = ((IXmlNamespaceResolver)reader).GetNamespacesInScope(XmlNamespaceScope.ExcludeXml).Select(n => (n.Key, n.Value)).ToArray();
        var depth = reader.Depth;
        using var copy = new RecordCopy(reader, options, answer);
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element || reader.Depth != depth + 1)
            {
                continue;
            }

            switch (reader.LocalName)
            {
                case "record":
                    copy.Record(around, isRepaired: false);
                    break;
                case "header":
                    copy.Header();
                    break;
                case "resumptionToken":
                    var (size, expires) = (reader.GetAttribute("completeListSize"), reader.GetAttribute("expirationDate"));
                    answer.TakeToken(Text(reader), size, expires);
                    break;
            }
        }
    }

    private static string Text(XmlReader reader)
    {
        var text = new StringBuilder();
        var depth = reader.Depth;
        while (!reader.IsEmptyElement && reader.Read() && reader.Depth > depth)
        {
            text.Append(reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace ? reader.Value : "");
        }

        return text.ToString();
    }

    [GeneratedRegex(@"<!(?:DOCTYPE|ENTITY)\b", RegexOptions.IgnoreCase, Salvage.Patience)]
    private static partial Regex Doctype();

    [GeneratedRegex(@"<!DOCTYPE\s+html\b[^\[>]*>(?!.*<!ENTITY)", RegexOptions.IgnoreCase | RegexOptions.Singleline, Salvage.Patience)]
    private static partial Regex HtmlDoctype();
}
