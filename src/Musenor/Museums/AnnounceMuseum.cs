using System.Data.Common;
using Dapper;

namespace Musenor.Museums;

/// <summary>
/// A notice names a museum that the directory does not know: the museum enters « à compléter », so that the notice can go in
/// and the staff sees what is missing. Runs inside the caller's transaction. Answers true when the museum is new.
/// </summary>
public sealed class AnnounceMuseum(TimeProvider clock)
{
    public async Task<bool> Run(DbConnection connection, DbTransaction transaction, string code, string? name, string? city)
    {
        var shown = string.IsNullOrWhiteSpace(name) ? $"Musée {code} (à compléter)" : name.Trim();
        return await connection.ExecuteAsync("""
            insert into museum (id, slug, name, city, state, updated_at, revision)
            values (@code, @slug, @shown, @city, 'to_complete', @now, (select coalesce(max(revision), 0) + 1 from museum))
            on conflict (id) do nothing
            """, new { code, slug = Uri.EscapeDataString(code.ToLowerInvariant()), shown, city = city?.Trim() ?? "", now = clock.GetUtcNow() }, transaction) == 1;
    }
}
