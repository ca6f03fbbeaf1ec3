using System.Text;

namespace Heritage.Standards.Text;

/// <summary>
/// Streaming reader of delimited text (RFC 4180, and what museums really send). Our own code because a museum's file must be
/// survived: a stray quote is kept as text, an unclosed one costs its own line and not the rest of the file, and memory stays
/// bounded whatever the input. Line ends may be LF, CRLF or CR; a BOM is dropped; lines without any character are skipped.
/// </summary>
public sealed class CsvReader
{
    private const int SmallestBound = 4096;
    private const int MaximumCells = 4096;

    // Of a cell that is too long, what is shown of it.
    private const int Kept = 1000;
    private readonly CsvWindow _window;
    private readonly int _maximumCell;
    private readonly List<string> _cells = [];
    private int _expected;
    private int _quotedBound;
    private long _line = 1;
    private bool _broken;
    private bool _stray;
    private string? _tooLong;
    private long _tooLongLine;

    /// <param name="text">Read to its end, never closed.</param>
    /// <param name="delimiter">Null: found among « ; », « , » and TAB in the first lines.</param>
    /// <param name="maximumCell">Characters a cell may hold; a longer one makes a record with a problem.</param>
    public CsvReader(TextReader text, char? delimiter = null, int maximumCell = 1_000_000)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumCell, 1);
        _maximumCell = maximumCell;
        _quotedBound = maximumCell;
        _window = new CsvWindow(text, Math.Max(2 * maximumCell, 64 * 1024));
        if (_window.Peek() == '\uFEFF')
        {
            _window.Next();
            _window.Commit();
        }

        Delimiter = delimiter ?? CsvDelimiter.Detect(_window.Ahead());
    }

    /// <summary>The delimiter given or found.</summary>
    public char Delimiter { get; }

    /// <summary>Every record in order; the first fixes how many cells the others should have.</summary>
    public IEnumerable<CsvRecord> Read()
    {
        while (_window.Peek() >= 0)
        {
            if (SkipEndOfLine())
            {
                _window.Commit();
                continue;
            }

            var record = ReadRecord();
            _window.Commit();
            _expected = _expected == 0 && record.Problem is null ? record.Cells.Count : _expected;
            yield return record;
        }
    }

    private CsvRecord ReadRecord()
    {
        var start = _line;
        _cells.Clear();
        _broken = _stray = false;
        _tooLong = null;
        var problem = ReadCells(start);
        if (_tooLong is not null)
        {
            return EndTooLong(start, isWhole: problem is null);
        }

        problem ??= _broken && _line > start && _expected > 0 && _cells.Count != _expected ? "guillemet mal placé : la ligne n’a pas le nombre de colonnes attendu" : null;
        if (problem is not null)
        {
            return Reject(start, problem);
        }

        SkipEndOfLine();
        _quotedBound = Math.Min(_maximumCell, _quotedBound * 2);
        return new CsvRecord(start, [.. _cells], null) { Remark = _stray || _broken ? "guillemet isolé, gardé comme du texte" : null };
    }

    private string? ReadCells(long start)
    {
        while (true)
        {
            if ((_window.Peek() == '"' ? ReadQuoted(start) : ReadPlain()) is { } problem)
            {
                return problem;
            }

            if (_window.Position > 2L * _maximumCell + 64 * 1024)
            {
                return "ligne trop longue";
            }

            if (_window.Peek() != Delimiter || _cells.Count >= MaximumCells)
            {
                return _window.Peek() == Delimiter ? $"plus de {MaximumCells} colonnes" : null;
            }

            _window.Next();
        }
    }

    /// <summary>What the window has let go cannot be read again: the cells after the long one were read, or end with their line.</summary>
    private CsvRecord EndTooLong(long start, bool isWhole)
    {
        if (!isWhole)
        {
            _window.Rewind();
            _line = _tooLongLine;
        }

        _window.DropLine();
        SkipEndOfLine();
        return new CsvRecord(start, [.. _cells], _tooLong);
    }

    private string? ReadPlain()
    {
        var from = _window.Position;
        var c = _window.Peek();
        while (c >= 0 && c != Delimiter && c is not ('\n' or '\r'))
        {
            _stray |= c == '"';
            if (_window.Position - from >= _maximumCell)
            {
                AddTooLong(_window.Slice(from, Math.Min(Kept, _maximumCell)));
                _window.DropCell(Delimiter);
                return null;
            }

            _window.Next();
            c = _window.Peek();
        }

        _cells.Add(_window.Slice(from, _window.Position - from));
        return null;
    }

    /// <summary>A quoted cell, its first quote next. A quote that neither closes nor doubles is kept, and remembered as broken.</summary>
    private string? ReadQuoted(long start)
    {
        _window.Next();
        var cell = new StringBuilder();
        var fresh = false;
        var opened = _line;
        for (var c = _window.Peek(); c >= 0; c = _window.Peek())
        {
            // A cell that stays on its line costs that line at most, however long it is.
            if (cell.Length >= (_line > opened ? _quotedBound : _maximumCell))
            {
                return _line > opened ? $"une cellule dépasse {_quotedBound} caractères, ou son guillemet n’est pas refermé" : SkipQuoted(cell);
            }

            _window.Next();
            if (c != '"')
            {
                fresh = c is '\n' or '\r' || (c == Delimiter && (fresh || _line > start));
                CountLine(c);
                cell.Append((char)c);
                continue;
            }

            switch (AfterQuote(fresh, start))
            {
                case Quote.Closes:
                    _cells.Add(cell.ToString());
                    return null;
                case Quote.OpensAnother:
                    return "guillemet ouvert et jamais refermé";
                case Quote.Doubled:
                    _window.Next();
                    break;
            }

            cell.Append('"');
            fresh = false;
        }

        return "guillemet ouvert et jamais refermé";
    }

    /// <summary>Reads to the end of a quoted cell that is too long, without keeping it; where no quote closes it, to the end of its line.</summary>
    private string? SkipQuoted(StringBuilder cell)
    {
        AddTooLong(cell.ToString(0, Math.Min(Kept, cell.Length)));
        for (var c = _window.Peek(); c >= 0 && c is not ('\n' or '\r'); c = _window.Peek())
        {
            _window.Drop();
            if (c == '"' && _window.Peek() == '"')
            {
                _window.Drop();
            }
            else if (c == '"' && (_window.Peek() == Delimiter || _window.Peek() is < 0 or '\n' or '\r'))
            {
                return null;
            }
        }

        return "guillemet ouvert et jamais refermé";
    }

    private void AddTooLong(string head)
    {
        _cells.Add(head);
        _tooLongLine = _line;
        _tooLong ??= $"une cellule dépasse {_maximumCell} caractères (colonne {_cells.Count})";
    }

    private enum Quote { Closes, Doubled, OpensAnother, Stray }

    /// <summary>What the quote just read is, by what follows it.</summary>
    /// <param name="fresh">It stood right after a delimiter or a line end.</param>
    private Quote AfterQuote(bool fresh, long start)
    {
        var after = _window.Peek();
        if (after == '"' && !(fresh && _broken))
        {
            return Quote.Doubled;
        }

        if (after < 0 || after == Delimiter || after is '\n' or '\r')
        {
            return Quote.Closes;
        }

        if (fresh && _line > start)
        {
            // There it opens a cell of a later record: ours was never closed.
            return Quote.OpensAnother;
        }

        _broken = true;
        return Quote.Stray;
    }

    /// <summary>Gives up the first physical line only: reading goes on at the next one.</summary>
    private CsvRecord Reject(long start, string problem)
    {
        _quotedBound = Math.Max(Math.Min(SmallestBound, _maximumCell), _quotedBound / 2);
        _window.Rewind();
        _line = start;
        var from = _window.Position;
        var length = 0;
        for (var c = _window.Peek(); c >= 0 && c is not ('\n' or '\r'); c = _window.Peek())
        {
            _window.Next();
            if (++length >= _maximumCell)
            {
                // Kept in memory up to here; the rest of an endless line is dropped as it comes.
                _window.DropLine();
                break;
            }
        }

        var kept = length >= _maximumCell ? "" : _window.Slice(from, length);
        SkipEndOfLine();
        return new CsvRecord(start, kept.Length == 0 ? [.. _cells] : CsvLine.Cells(kept, Delimiter, MaximumCells), problem);
    }

    private bool SkipEndOfLine()
    {
        var c = _window.Peek();
        if (c is not ('\n' or '\r'))
        {
            return false;
        }

        _window.Next();
        if (c == '\r' && _window.Peek() == '\n')
        {
            _window.Next();
        }

        _line++;
        return true;
    }

    /// <summary>Inside quotes: CRLF counts once, on its LF.</summary>
    private void CountLine(int c)
    {
        if (c == '\n' || (c == '\r' && _window.Peek() != '\n'))
        {
            _line++;
        }
    }
}
