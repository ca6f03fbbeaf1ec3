using System.Data.Common;

namespace Musenor.Collections.Notices;

/// <summary>
/// The only way a notice enters the catalogue or changes: finds it by its identity, compares, writes it, its history and its
/// text index. Runs inside the caller's transaction (which holds the house lock), so that an import can journal its progress with it.
/// </summary>
public sealed class WriteNotices
{
    /// <param name="mandatory">Joconde codes that must be filled after merging with what is stored.</param>
    public Task<IReadOnlyList<WriteResult>> Run(
        DbConnection connection, DbTransaction transaction, string? importId, IReadOnlyList<Incoming> batch, IReadOnlyCollection<string> mandatory,
        CancellationToken stop = default) => throw new InvalidOperationException();
}
