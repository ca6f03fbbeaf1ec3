using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Musenor.Collections.Media.Iiif;

/// <summary>
/// The directories of a TIFF 6.0 or BigTIFF file, read without decoding anything. Files of museums come here too: whatever points outside of
/// the file, or is larger than any picture needs, is an <see cref="InvalidDataException"/>.
/// </summary>
internal sealed class TiffReader
{
    private const int MostEntries = 4096;
    private const int MostValues = 4_000_000;

    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly bool _isLittle;
    private readonly bool _isBig;

    private TiffReader(SafeFileHandle file, bool isLittle, bool isBig) => (_file, _length, _isLittle, _isBig) = (file, RandomAccess.GetLength(file), isLittle, isBig);

    /// <summary>Where the first directory is.</summary>
    public long First { get; private init; }

    /// <summary>Null when the file does not begin as a TIFF.</summary>
    public static TiffReader? Open(SafeFileHandle file)
    {
        Span<byte> head = stackalloc byte[16];
        if (RandomAccess.Read(file, head, 0) < 8 || !(head.StartsWith("II"u8) || head.StartsWith("MM"u8)))
        {
            return null;
        }

        var isLittle = head[0] == 'I';
        var version = isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(head[2..]) : BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
        var reader = new TiffReader(file, isLittle, version == 43);
        return version is 42 or 43 ? new TiffReader(file, isLittle, version == 43) { First = version == 43 ? reader.Long(head[8..]) : reader.Int(head[4..]) } : null;
    }

    public TiffDirectory Directory(long offset)
    {
        var count = _isBig ? Long(Bytes(offset, 8)) : Short(Bytes(offset, 2));
        if (count is < 1 or > MostEntries)
        {
            throw new InvalidDataException("A TIFF directory has too many entries.");
        }

        var (size, start) = _isBig ? (20, offset + 8) : (12, offset + 2);
        var entries = Bytes(start, (int)count * size);
        var tags = new Dictionary<int, TiffEntry>();
        for (var i = 0; i < count; i++)
        {
            var entry = entries.AsSpan(i * size, size);
            tags[Short(entry)] = new TiffEntry(Short(entry[2..]), _isBig ? Long(entry[4..]) : Int(entry[4..]), entry[(_isBig ? 12 : 8)..].ToArray());
        }

        var next = Bytes(start + ((int)count * size), _isBig ? 8 : 4);
        return new TiffDirectory(this, tags, _isBig ? Long(next) : Int(next));
    }

    /// <summary>The numbers of an entry, wherever they lie.</summary>
    public long[] Numbers(TiffEntry entry)
    {
        var width = entry.Kind switch { 1 or 7 => 1, 3 => 2, 4 or 13 => 4, 16 or 18 => 8, _ => 0 };
        if (width == 0)
        {
            return [];
        }

        var bytes = Content(entry, width);
        var numbers = new long[entry.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            var at = bytes.AsSpan(i * width);
            numbers[i] = width switch { 1 => at[0], 2 => Short(at), 4 => Int(at), _ => Long(at) };
        }

        return numbers;
    }

    public byte[] Content(TiffEntry entry, int width = 1)
    {
        if (entry.Count is < 0 or > MostValues)
        {
            throw new InvalidDataException("A TIFF entry is too long.");
        }

        var length = (int)entry.Count * width;
        return length <= entry.Value.Length ? entry.Value[..length] : Bytes(_isBig ? Long(entry.Value) : Int(entry.Value), length);
    }

    public bool Holds(long offset, long length) => offset >= 0 && length is > 0 and < int.MaxValue && offset <= _length - length;

    private byte[] Bytes(long offset, int length)
    {
        if (!Holds(offset, length))
        {
            throw new InvalidDataException("A TIFF directory points outside of its file.");
        }

        var bytes = new byte[length];
        return RandomAccess.Read(_file, bytes, offset) == length ? bytes : throw new InvalidDataException("A TIFF file is cut.");
    }

    private int Short(ReadOnlySpan<byte> at) => _isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private long Int(ReadOnlySpan<byte> at) => _isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);

    private long Long(ReadOnlySpan<byte> at) => _isLittle ? BinaryPrimitives.ReadInt64LittleEndian(at) : BinaryPrimitives.ReadInt64BigEndian(at);
}

/// <param name="Kind">Type of TIFF: 3 SHORT, 4 LONG, 16 LONG8…</param>
/// <param name="Value">The values themselves where they fit, else where they are.</param>
internal sealed record TiffEntry(int Kind, long Count, byte[] Value);
