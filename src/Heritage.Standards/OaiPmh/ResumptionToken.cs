using System.Buffers.Text;
using System.Text;

namespace Heritage.Standards.OaiPmh;

/// <summary>
/// Where a list stopped and what it was asked for (protocol §3.5): all that the next page needs, so that no process remembers anything. Instants
/// are Unix seconds.
/// </summary>
public sealed record ResumptionToken(OaiVerb Verb, string Prefix, long From, long Until, string Set)
{
    /// <summary>Of the last record delivered: its datestamp and its number break ties between equal datestamps.</summary>
    public long LastStamp { get; init; }

    public long LastNumber { get; init; }

    /// <summary>Records delivered before the next page.</summary>
    public long Cursor { get; init; }

    /// <summary>Records of the whole list when it was first asked for.</summary>
    public long Total { get; init; }

    public long IssuedAt { get; init; }

    /// <summary>The date of the first answer, which is that of all pages; 0 when it was not told.</summary>
    public long Watermark { get; init; }

    private const byte Version = 2;
    private const byte Former = 1;
    private const int SealLength = 16;
    private const int Longest = 600;

    /// <summary>URL-safe text, sealed: nobody makes or changes one without the key.</summary>
    /// <param name="seal">HMAC of the bytes, of which 16 are kept.</param>
    public string Write(Func<byte[], byte[]> seal)
    {
        ArgumentNullException.ThrowIfNull(seal);
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes, Encoding.UTF8, leaveOpen: true))
        {
            to.Write(Version);
            to.Write((byte)Verb);
            to.Write(Prefix);
            to.Write(Set);
            foreach (var number in new[] { From, Until, LastStamp, LastNumber, Cursor, Total, IssuedAt, Watermark })
            {
                to.Write7BitEncodedInt64(number);
            }
        }

        var body = bytes.ToArray();
        return Base64Url.EncodeToString([.. body, .. seal(body).AsSpan(0, SealLength)]);
    }

    /// <summary>Null when it is not one of ours. Never throws.</summary>
    /// <param name="isSealed">Whether the second is the beginning of the seal of the first.</param>
    public static ResumptionToken? Read(string text, Func<byte[], byte[], bool> isSealed)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(isSealed);
        if (text.Length is < 24 or > Longest || !Base64Url.IsValid(text) || text.Contains('=', StringComparison.Ordinal))
        {
            return null;
        }

        var all = Base64Url.DecodeFromChars(text);
        if (all.Length <= SealLength || Base64Url.EncodeToString(all) != text || !isSealed(all[..^SealLength], all[^SealLength..]))
        {
            return null;
        }

        using var from = new BinaryReader(new MemoryStream(all[..^SealLength]), Encoding.UTF8);
        return from.ReadByte() switch
        {
            Version => Body(from) with { Watermark = from.Read7BitEncodedInt64() },
            // Of the release before: a walk outlives a restart.
            Former => Body(from),
            _ => null,
        };
    }

    private static ResumptionToken Body(BinaryReader from) =>
        new((OaiVerb)from.ReadByte(), from.ReadString(), Set: from.ReadString(), From: from.Read7BitEncodedInt64(), Until: from.Read7BitEncodedInt64())
        {
            LastStamp = from.Read7BitEncodedInt64(),
            LastNumber = from.Read7BitEncodedInt64(),
            Cursor = from.Read7BitEncodedInt64(),
            Total = from.Read7BitEncodedInt64(),
            IssuedAt = from.Read7BitEncodedInt64(),
        };
}
