using System.Data.Common;
using System.Text.Json;
using Dapper;
using Musenor.Accounts.PersonalRecords;
using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs;

/// <summary>Who changed the pictures of notices. The history of a collection stays, under « Membre parti »; names of photographers are their credit; the name of a file loses theirs.</summary>
internal sealed class PhotographRecords : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Collections");

    private sealed record Replaced
    {
        public string Ref { get; init; } = "";
        public int Number { get; init; }
        public string BeforeImages { get; init; } = "[]";
    }

    public IReadOnlyList<Processing> Processings { get; } = [];

    public IReadOnlyList<string> Tables { get; } = ["notice_image_change", "photograph_waiting"];

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        var changes = await connection.QueryAsync<(string Ref, string At, string Action)>(
            "select ref, changed_at, action from notice_image_change where account_id = @AccountId order by changed_at, ref, number", new { person.AccountId });
        archive.Add("notice_images", Words["ArchivePictures"], changes.Select(c => (IReadOnlyList<(string, string)>)[("notice", c.Ref), ("le", c.At), ("action", c.Action)]));
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop) =>
        [new(Words["FatePictures", await connection.ExecuteScalarAsync<long>("select count(*) from notice_image_change where account_id = @AccountId", new { person.AccountId }), Subject.Gone], true)];

    /// <summary>The account that the lines lead to has no name any more; names of files are cleaned wherever they are kept.</summary>
    public async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        var waiting = await connection.QueryAsync<(string Id, string Name)>("select id, file_name from photograph_waiting", transaction: transaction);
        foreach (var (id, name) in waiting.Where(n => person.IsNamedIn(n.Name)))
        {
            // The same bytes under two names of the person would become one: the second keeps something of its own.
            await connection.ExecuteAsync("""
                update photograph_waiting set file_name = case when exists (
                    select 1 from photograph_waiting o where o.museum_id = photograph_waiting.museum_id and o.master_hash = photograph_waiting.master_hash and o.file_name = @name and o.id <> @id)
                    then @other else @name end where id = @id
                """, new { id, name = person.Clean(name), other = $"{id} {person.Clean(name)}" }, transaction);
        }

        var pictures = await connection.QueryAsync<(string Id, string Name)>("select id, file_name from notice_image where file_name <> ''", transaction: transaction);
        foreach (var (id, name) in pictures.Where(n => person.IsNamedIn(n.Name)))
        {
            await connection.ExecuteAsync("update notice_image set file_name = @name where id = @id", new { id, name = person.Clean(name) }, transaction);
        }

        await EraseBefore(connection, transaction, person);
    }

    // One at a time: a history of many years is long.
    private static async Task EraseBefore(DbConnection connection, DbTransaction transaction, Subject person)
    {
        var named = new List<Replaced>();
        await foreach (var change in connection.QueryUnbufferedAsync<Replaced>("select ref, number, before_images from notice_image_change", transaction: transaction))
        {
            if (person.IsNamedIn(change.BeforeImages))
            {
                named.Add(change);
            }
        }

        foreach (var change in named)
        {
            var images = JsonSerializer.Deserialize<List<NoticeImage>>(change.BeforeImages) ?? [];
            var before = JsonSerializer.Serialize(images.ConvertAll(i => i with { FileName = person.Clean(i.FileName) }));
            await connection.ExecuteAsync("update notice_image_change set before_images = @before where ref = @Ref and number = @Number", new { change.Ref, change.Number, before }, transaction);
        }
    }

    /// <summary>The history of notices has no end.</summary>
    public Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run) => Task.FromResult<IReadOnlyList<Removed>>([]);
}
