namespace Heritage.Standards.OaiPmh.Reading;

/// <summary>What a source is read with.</summary>
/// <param name="Charset">Of the header Content-Type; null when it tells none.</param>
/// <param name="Encoding">Decided by a person for this source: wins over everything.</param>
/// <param name="MayRepair">False: what is not well-formed is a fault of the whole answer.</param>
public sealed record ReadingOptions(string? Charset = null, string? Encoding = null, bool MayRepair = true)
{
    /// <summary>Elements within elements inside a record, at most.</summary>
    public int MostDepth { get; init; } = 100;

    /// <summary>Characters of an answer, at most.</summary>
    public long MostCharacters { get; init; } = 220_000_000;
}

/// <summary>One record, or one header where the source lists headers only.</summary>
/// <param name="Id">OAI identifier, trimmed.</param>
/// <param name="Datestamp">Normal form (<see cref="LenientDate.Normal"/>); empty when the source's makes no sense.</param>
/// <param name="Xml">The whole record element, complete in itself: namespaces of the envelope are declared on it. Empty for a header.</param>
/// <param name="Hash">SHA-256 of what the record says: metadata, about, sets, deletion; never its datestamp.</param>
/// <param name="IsRepaired">Something in it was not legal XML, or not the encoding it claimed.</param>
public sealed record ReadRecord(string Id, string Datestamp, bool IsDeleted, IReadOnlyList<string> Sets, string Xml, string Hash, bool IsRepaired);

/// <summary>A record that could not be read.</summary>
/// <param name="Position">In its answer, from 0.</param>
/// <param name="Code">XML, TOO-DEEP, MISSING-ID, MISSING-METADATA.</param>
/// <param name="Raw">As it was received, cut at 200,000 characters.</param>
public sealed record BrokenRecord(int Position, string? Id, string Code, string Message, string Raw);

public sealed record ReadError(string Code, string Text);

/// <summary>An answer of a source, whatever the verb.</summary>
public sealed class OaiAnswer
{
    /// <summary>False for a page of HTML, an empty body, anything without an OAI-PMH envelope.</summary>
    public bool IsOai { get; internal set; }

    /// <summary>Why it was refused whole: a DTD, or bad XML where nothing may be repaired. Null when it was read.</summary>
    public string? Refusal { get; internal set; }

    public DateTimeOffset? ResponseDate { get; internal set; }

    public List<ReadError> Errors { get; } = [];

    public List<ReadRecord> Records { get; } = [];

    public List<BrokenRecord> Broken { get; } = [];

    /// <summary>Trimmed; null when there is none, or it is empty or blank: the list ends there.</summary>
    public string? Token { get; internal set; }

    public DateTimeOffset? TokenExpires { get; internal set; }

    /// <summary>completeListSize where it is a number; informative only.</summary>
    public long? ListSize { get; internal set; }

    /// <summary>cut, truncated, scrubbed, entities, encoding, namespaces, mojibake: what had to be tolerated.</summary>
    public SortedSet<string> Flags { get; } = new(StringComparer.Ordinal);

    public bool IsTruncated => Flags.Contains("truncated");

    internal int Position => Records.Count + Broken.Count;

    internal void TakeToken(string text, string? size, string? expires)
    {
        Token = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        ListSize = long.TryParse(size, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : null;
        TokenExpires = LenientDate.Read(expires);
    }
}
