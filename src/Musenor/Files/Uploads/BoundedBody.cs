namespace Musenor.Files.Uploads;

/// <summary>More was sent than the form can take and than we read for politeness.</summary>
internal sealed class TooMuch : Exception;

/// <summary>A request body read up to a limit, whatever the server in front counts.</summary>
internal sealed class BoundedBody(Stream body, long limit) : Stream
{
    private long _left = limit;

    /// <summary>Its sender has said all.</summary>
    public bool HasEnded { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        HasEnded = HasEnded || (read == 0 && buffer.Length > 0);
        return (_left -= read) < 0 ? throw new TooMuch() : read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
