namespace Heritage.Standards.Text;

/// <summary>Follows bytes as UTF-8 (RFC 3629) across buffers: counts sound and wrong sequences and where the first fault stands.</summary>
internal sealed class Utf8Count
{
    private int _missing;
    private byte _lowest = 0x80;
    private byte _highest = 0xBF;
    private long _line = 1;
    private bool _afterReturn;

    public long Sound { get; private set; }

    public long Wrong { get; private set; }

    public long FirstWrongLine { get; private set; }

    public long TotalLength { get; private set; }

    public bool HasNull => FirstNullLine > 0;

    public long FirstNullLine { get; private set; }

    /// <summary>Bytes that ISO-8859-1 keeps for control characters and Windows-1252 uses for letters and quotes.</summary>
    public bool HasAnsi { get; private set; }

    public void Add(ReadOnlySpan<byte> bytes)
    {
        TotalLength += bytes.Length;
        foreach (var b in bytes)
        {
            if (b < 0x80)
            {
                if (_missing > 0)
                {
                    Fault();
                }

                FirstNullLine = b == 0 && FirstNullLine == 0 ? _line : FirstNullLine;
                CountLine(b);
            }
            else
            {
                HasAnsi |= b is <= 0x9F and not (0x81 or 0x8D or 0x8F or 0x90 or 0x9D);
                High(b);
            }
        }
    }

    public void End()
    {
        if (_missing > 0)
        {
            Fault();
        }
    }

    private void CountLine(byte b)
    {
        _line += b == '\r' || (b == '\n' && !_afterReturn) ? 1 : 0;
        _afterReturn = b == '\r';
    }

    private void High(byte b)
    {
        _afterReturn = false;
        if (_missing > 0)
        {
            if (b >= _lowest && b <= _highest)
            {
                (_lowest, _highest) = (0x80, 0xBF);
                Sound += --_missing == 0 ? 1 : 0;
                return;
            }

            Fault();
        }

        (_missing, _lowest, _highest) = b switch
        {
            >= 0xC2 and <= 0xDF => (1, (byte)0x80, (byte)0xBF),
            0xE0 => (2, (byte)0xA0, (byte)0xBF),
            0xED => (2, (byte)0x80, (byte)0x9F),
            >= 0xE1 and <= 0xEF => (2, (byte)0x80, (byte)0xBF),
            0xF0 => (3, (byte)0x90, (byte)0xBF),
            >= 0xF1 and <= 0xF3 => (3, (byte)0x80, (byte)0xBF),
            0xF4 => (3, (byte)0x80, (byte)0x8F),
            _ => (0, (byte)0x80, (byte)0xBF),
        };
        if (_missing == 0)
        {
            Fault();
        }
    }

    private void Fault()
    {
        Wrong++;
        FirstWrongLine = FirstWrongLine == 0 ? _line : FirstWrongLine;
        _missing = 0;
        (_lowest, _highest) = (0x80, 0xBF);
    }
}
