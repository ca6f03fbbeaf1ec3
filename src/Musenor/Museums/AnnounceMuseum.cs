using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Museums;

/// <summary>
/// A notice names a museum that the directory does not know: the museum enters « à compléter », so that the notice can go in
/// and the staff sees what is missing. Runs inside the caller's transaction. Answers true when the museum is new.
/// </summary>
public sealed class AnnounceMuseum(TimeProvider clock)
{
    public async Task<bool> Run(DbConnection connection, DbTransaction transaction, string code, string? name, string? city)
    {
        if (await connection.ExecuteScalarAsync<long>("select count(*) from museum where id = @code", new { code }, transaction) > 0)
        {
            return false;
        }

        var (named, town) = (!string.IsNullOrWhiteSpace(name), city?.Trim() ?? "");
        var shown = named ? MuseumFields.Capital(name!.Trim()) : $"Musée {code}";
        var slug = named ? MuseumSlug.Of(shown, town) : NameWords.Slug(code);
        var taken = (await connection.QueryAsync<string>("select slug from museum where slug = @slug or slug like @more", new { slug, more = $"{slug}-%" }, transaction)).ToHashSet();
        slug = named ? MuseumSlug.Free(shown, town, taken.Contains) : slug;
        return await connection.ExecuteAsync("""
            insert into museum (id, slug, name, city, museofile_code, state, is_network, search_key, sort_key, updated_at, revision)
            values (@code, @slug, @shown, @town, @museofile, 'to_complete', @no, @search, @sort, @now, (select coalesce(max(revision), 0) + 1 from museum))
            on conflict (id) do nothing
            """, new
        {
            code,
            slug,
            shown,
            town,
            museofile = MuseumRegister.IsMuseofileCode(code) ? code : null,
            no = false,
            search = NameWords.SearchKey(shown, town),
            sort = NameWords.SortKey(town, shown),
            now = clock.GetUtcNow().Text(),
        }, transaction) == 1;
    }
}
