using System.Data.Common;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Web;

namespace Musenor.Collections.Import.Profiles;

/// <summary>Who saved profiles: told with the corrections of notices, under the same processing.</summary>
internal sealed class ProfileRecords : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Collections");

    public IReadOnlyList<Processing> Processings { get; } = [];

    public IReadOnlyList<string> Tables { get; } = ["import_profile_version"];

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var saved = await connection.QueryAsync<(string Name, int Version, string At)>("""
            select p.name, v.version, v.saved_at from import_profile_version v join import_profile p on p.id = v.profile_id
            where v.account_id = @AccountId order by v.saved_at, p.id, v.version
            """, new { person.AccountId });
        archive.Add("import_profiles", Words["Profile.Archive"], saved.Select(s => (IReadOnlyList<(string, string)>)
            [("profil", s.Name), ("version", s.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("le", s.At)]));
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop) =>
        [new(Words["Profile.Fate", await connection.ExecuteScalarAsync<long>("select count(*) from import_profile_version where account_id = @AccountId", new { person.AccountId }), Subject.Gone], true)];

    /// <summary>The account that the lines lead to has no name any more.</summary>
    public Task Erase(DbConnection connection, DbTransaction transaction, Subject person) => Task.CompletedTask;

    public Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run) => Task.FromResult<IReadOnlyList<Removed>>([]);
}
