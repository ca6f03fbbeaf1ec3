using System.Text;

namespace Musenor.Tests.Collections.Import.Reading;

/// <summary>A text made as it is read.</summary>
internal sealed class Endless(string head, string repeated, int times, string tail) : Stream
{
    private byte[] _now = Encoding.UTF8.GetBytes(head);
    private readonly byte[] _repeated = Encoding.UTF8.GetBytes(repeated);
    private int _at;
    private int _done;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_at == _now.Length && _done <= times)
        {
            _now = _done++ < times ? _repeated : Encoding.UTF8.GetBytes(tail);
            _at = 0;
        }

        var read = Math.Min(count, _now.Length - _at);
        _now.AsSpan(_at, read).CopyTo(buffer.AsSpan(offset));
        _at += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
