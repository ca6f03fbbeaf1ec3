using System.Text;

namespace Heritage.Standards.Text;

/// <summary>Reads lines ended by LF, CRLF or CR; a line longer than the bound is cut and said so. BOM dropped.</summary>
internal sealed class BoundedLines(TextReader text, int maximum)
{
    private readonly char[] _buffer = new char[32 * 1024];
    private readonly StringBuilder _line = new();
    private int _at;
    private int _end;
    private bool _first = true;

    /// <summary>Number of the line last answered.</summary>
    public long Number { get; private set; }

    /// <summary>True when the line last answered was longer than the bound.</summary>
    public bool IsCut { get; private set; }

    public string? Next()
    {
        _line.Clear();
        IsCut = false;
        var any = false;
        while (Fill())
        {
            any = true;
            var rest = _buffer.AsSpan(_at, _end - _at);
            var stop = rest.IndexOfAny('\n', '\r');
            Keep(stop < 0 ? rest : rest[..stop]);
            _at += stop < 0 ? rest.Length : stop;
            if (stop >= 0)
            {
                SkipEnd();
                break;
            }
        }

        if (!any)
        {
            return null;
        }

        Number++;
        return _line.ToString();
    }

    private void Keep(ReadOnlySpan<char> more)
    {
        if (_line.Length + more.Length > maximum)
        {
            IsCut = true;
            more = more[..Math.Max(0, maximum - _line.Length)];
        }

        _line.Append(more);
    }

    private void SkipEnd()
    {
        if (_buffer[_at++] == '\r' && Fill() && _buffer[_at] == '\n')
        {
            _at++;
        }
    }

    private bool Fill()
    {
        if (_at < _end)
        {
            return true;
        }

        _end = text.Read(_buffer);
        _at = 0;
        if (_first && _end > 0)
        {
            _first = false;
            _at = _buffer[0] == '\uFEFF' ? 1 : 0;
            return _at < _end || Fill();
        }

        return _end > 0;
    }
}
