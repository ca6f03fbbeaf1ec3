using System.Data.Common;
using Dapper;
using Heritage.Standards.Text;

namespace Musenor.Collections.Import.Profiles;

/// <summary>The two tables of profiles. Every method runs on the caller's connection.</summary>
internal static class ProfileStore
{
    private const string Select = """
        select p.id, p.museum_id, p.name, p.version, v.definition, p.sample, v.saved_at, coalesce(a.name, '') as by
        from import_profile p
        join import_profile_version v on v.profile_id = p.id and v.version = p.version
        left join account a on a.id = v.account_id
        """;

    /// <summary>What names are compared by.</summary>
    public static string Key(string name) => Folding.Fold(Folding.Blanks(name));

    public static async Task<IReadOnlyList<SavedProfile>> All(DbConnection connection) =>
        (await connection.QueryAsync<SavedProfile>($"{Select} order by p.name_key, p.id")).AsList();

    public static Task<SavedProfile?> Find(DbConnection connection, string id, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<SavedProfile?>($"{Select} where p.id = @id", new { id }, transaction);

    /// <summary>The profile of this name in this museum; of the network where there is no museum.</summary>
    public static Task<SavedProfile?> Named(DbConnection connection, string? museum, string name, DbTransaction? transaction = null) =>
        connection.QuerySingleOrDefaultAsync<SavedProfile?>($"{Select} where coalesce(p.museum_id, '') = @museum and p.name_key = @key", new { museum = museum ?? "", key = Key(name) }, transaction);

    public static async Task<IReadOnlyList<SavedProfile>> NamedAnywhere(DbConnection connection, string name) =>
        (await connection.QueryAsync<SavedProfile>($"{Select} where p.name_key = @key", new { key = Key(name) })).AsList();

    /// <summary>The definition that a version had; null when there is no such version.</summary>
    public static Task<string?> Definition(DbConnection connection, string id, int version) =>
        connection.QuerySingleOrDefaultAsync<string?>("select definition from import_profile_version where profile_id = @id and version = @version", new { id, version });

    /// <summary>Newest first.</summary>
    public static async Task<IReadOnlyList<ProfileVersion>> History(DbConnection connection, string id) =>
        (await connection.QueryAsync<ProfileVersion>("""
            select v.version, v.definition, v.saved_at, coalesce(a.name, '') as by
            from import_profile_version v left join account a on a.id = v.account_id
            where v.profile_id = @id order by v.version desc
            """, new { id })).AsList();

    public static Task Add(DbConnection connection, DbTransaction transaction, string id, string? museum, string name, string? sample) => connection.ExecuteAsync(
        "insert into import_profile (id, museum_id, name, name_key, version, sample) values (@id, @museum, @name, @key, 0, @sample)",
        new { id, museum, name, key = Key(name), sample }, transaction);

    public static async Task AddVersion(DbConnection connection, DbTransaction transaction, string id, int version, MappingProfile profile, string? account, DateTimeOffset now)
    {
        await connection.ExecuteAsync(
            "insert into import_profile_version (profile_id, version, definition, account_id, saved_at) values (@id, @version, @definition, @account, @now)",
            new { id, version, definition = ProfileJson.Write(profile), account, now }, transaction);
        await connection.ExecuteAsync(
            "update import_profile set version = @version, name = @Name, name_key = @key where id = @id", new { id, version, profile.Name, key = Key(profile.Name) }, transaction);
    }

    public static Task SetSample(DbConnection connection, DbTransaction transaction, string id, string sample) =>
        connection.ExecuteAsync("update import_profile set sample = @sample where id = @id", new { id, sample }, transaction);
}
