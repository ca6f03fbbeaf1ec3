using Heritage.Standards.Joconde;

namespace Musenor.Collections.Import.Reading;

/// <summary>One row of a file before anybody knows which column is which field: cells of a table, or values that carry their code.</summary>
/// <param name="Line">Line of a text, row of a sheet, rank of the notice in XML and JSON: unique in its file.</param>
/// <param name="Cells">Of a table; null for notices whose values carry their code.</param>
/// <param name="Fields">Joconde codes to values, where the format itself says them; null for a table.</param>
/// <param name="Problem">French clause when the row could not be read.</param>
internal sealed record RawRow(long Line, IReadOnlyList<string>? Cells, Dictionary<string, string>? Fields, string? Problem)
{
    /// <summary>What was repaired while reading.</summary>
    public IReadOnlyList<string> Repairs { get; init; } = [];

    /// <summary>Columns that this row does not have at all, though a later one is there: their fields do not change.</summary>
    public IReadOnlySet<int>? Absent { get; init; }

    /// <summary>What the row says of the museum itself, where its format has a place for it.</summary>
    public MuseumMention? Museum { get; init; }
}

/// <summary>A file open and recognised: read from its start as many times as asked, in bounded memory.</summary>
internal abstract class SourceReading
{
    // Far above any real cell, far below what would weigh on memory.
    public const int LongestCell = 1_000_000;

    /// <summary>What the file is, in French, for the report: « Excel, feuille « Inventaire » »; empty for delimited text, which its columns name.</summary>
    public virtual string Name => "";

    /// <summary>Columns as the file writes them; empty where values carry their code.</summary>
    public IReadOnlyList<string> Header { get; protected init; } = [];

    /// <summary>Parts the cells of delimited text.</summary>
    public virtual char Delimiter => ';';

    /// <summary>Labelled text of POP, which asks for the five mandatory fields.</summary>
    public virtual bool IsPilot => false;

    /// <summary>Some rows lack columns that others have: in a report of refusals, a blank cell is an absent field.</summary>
    public virtual bool HasGaps => false;

    /// <summary>How much is read, from 0 to 1; null where the position in the bytes tells it.</summary>
    public virtual double? Share => null;

    public abstract IEnumerable<RawRow> Rows();
}

/// <summary>What a profile says of the file itself; everything may be left to be found.</summary>
/// <param name="Encoding">« utf-8 », « windows-1252 », « iso-8859-1 »; empty: found in the bytes.</param>
/// <param name="Delimiter">One character; empty: found in the first lines.</param>
/// <param name="Sheet">Name of a sheet; empty: the first that holds anything.</param>
/// <param name="HeaderRow">Line of the header in a text, row in a sheet; 0: found.</param>
public sealed record SourceHints(string Encoding = "", string Delimiter = "", string Sheet = "", int HeaderRow = 0)
{
    public static readonly SourceHints None = new();
}
