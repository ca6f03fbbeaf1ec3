using System.Data.Common;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs;

/// <summary>Who changed the pictures of notices. The history of a collection stays, under « Membre parti »; names of photographers are their credit.</summary>
internal sealed class PhotographRecords : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Collections");

    public IReadOnlyList<Processing> Processings { get; } = [];

    public IReadOnlyList<string> Tables { get; } = ["notice_image_change"];

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var changes = await connection.QueryAsync<(string Ref, string At, string Action)>(
            "select ref, changed_at, action from notice_image_change where account_id = @AccountId order by changed_at, ref, number", new { person.AccountId });
        archive.Add("notice_images", Words["ArchivePictures"], changes.Select(c => (IReadOnlyList<(string, string)>)[("notice", c.Ref), ("le", c.At), ("action", c.Action)]));
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop) =>
        [new(Words["FatePictures", await connection.ExecuteScalarAsync<long>("select count(*) from notice_image_change where account_id = @AccountId", new { person.AccountId }), Subject.Gone], true)];

    /// <summary>The account that the lines lead to has no name any more.</summary>
    public Task Erase(DbConnection connection, DbTransaction transaction, Subject person) => Task.CompletedTask;

    /// <summary>The history of notices has no end.</summary>
    public Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run) => Task.FromResult<IReadOnlyList<Removed>>([]);
}
