namespace Heritage.Standards.Text;

/// <summary>The characters of the record being read, kept so that reading can go back to its start. Bounded.</summary>
internal sealed class CsvWindow(TextReader text, int maximum)
{
    private char[] _buffer = new char[64 * 1024];
    private int _start;
    private int _end;
    private bool _finished;

    /// <summary>Where the next character stands, counted from the start of the record.</summary>
    public int Position { get; private set; }

    public int Peek()
    {
        if (_start + Position < _end)
        {
            return _buffer[_start + Position];
        }

        return Fill() ? _buffer[_start + Position] : -1;
    }

    public void Next() => Position++;

    public string Slice(int from, int length) => new(_buffer, _start + from, length);

    /// <summary>What is read so far will not be needed again.</summary>
    public void Commit()
    {
        _start += Position;
        Position = 0;
    }

    public void Rewind() => Position = 0;

    /// <summary>The characters in memory from here, for a look ahead.</summary>
    public ReadOnlySpan<char> Ahead()
    {
        Peek();
        return _buffer.AsSpan(_start + Position, _end - _start - Position);
    }

    /// <summary>Passes over the next character without keeping it, nor what came before.</summary>
    public void Drop()
    {
        Next();
        Commit();
    }

    /// <summary>Reads on to the end of the line without keeping it.</summary>
    public void DropLine() => DropCell('\n');

    /// <summary>Reads on to the end of the cell without keeping it.</summary>
    public void DropCell(char delimiter)
    {
        for (var c = Peek(); c >= 0 && c != delimiter && c is not ('\n' or '\r'); c = Peek())
        {
            Drop();
        }
    }

    private bool Fill()
    {
        if (_finished)
        {
            return false;
        }

        var kept = _end - _start;
        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, kept);
            _start = 0;
            _end = kept;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= 4L * maximum)
            {
                throw new InvalidDataException("A record grew over its bound.");
            }

            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = text.Read(_buffer, _end, _buffer.Length - _end);
        _finished = read == 0;
        _end += read;
        return read > 0;
    }
}
