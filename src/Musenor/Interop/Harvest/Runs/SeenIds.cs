using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Musenor.Interop.Harvest.Runs;

/// <summary>Identifiers, or tokens, that a list gave: eight bytes each, whatever their length, so that a million of them are some tens of megabytes.</summary>
internal sealed class SeenIds
{
    // Two different ones with one print among a million: once in thirty million harvests; it would count one record too few.
    private readonly HashSet<ulong> _prints = [];

    /// <summary>True when it was not there.</summary>
    public bool Add(string id) => _prints.Add(Print(id));

    public bool Contains(string id) => _prints.Contains(Print(id));

    public void Clear() => _prints.Clear();

    private static ulong Print(string id)
    {
        Span<byte> print = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(id.AsSpan()), print);
        return BitConverter.ToUInt64(print);
    }
}
