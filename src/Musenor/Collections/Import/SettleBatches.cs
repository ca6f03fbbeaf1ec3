using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>Makes the writer of one import.</summary>
public sealed class SettleBatches(Database database, WriteNotices write, AnnounceMuseum announce, TimeProvider clock)
{
    internal BatchWriter Writer(ImportOptions options) => new(database, write, announce, clock, options);
}
