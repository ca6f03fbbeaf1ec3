using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Collections.Notices;
using Musenor.Collections.Quality;
using Musenor.Collections.Quality.Bulk;
using Musenor.Collections.Vocabularies;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Tests.Collections.Quality;

/// <summary>What tests of quality say: a list loaded, a picture attached, a change for many notices.</summary>
internal static class QualityIntents
{
    public static Task<Outcome> Load(this MusenorFixture portal, string text, string list) =>
        portal.Ask((LoadVocabulary load) => load.Run(new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "lexdomn.txt", list)));

    /// <summary>A picture of a notice, with what it says.</summary>
    public static async Task<string> Picture(this MusenorFixture portal, string reference, string alt = "", string licence = "", string credit = "")
    {
        var id = Guid.NewGuid().ToString("N")[..24];
        await portal.Services.GetRequiredService<Database>().Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("""
                insert into notice_image (id, ref, position, width, height, alt, licence, credit)
                values (@id, @reference, (select count(*) + 1 from notice_image where ref = @reference), 10, 10, @alt, @licence, @credit)
                """, new { id, reference, alt, licence, credit }, transaction);
            portal.Services.GetRequiredService<RefreshColumns>().Run(connection, transaction, [reference]);
            return 0;
        });
        return id;
    }

    /// <summary>How many notices of a museum lack this.</summary>
    public static async Task<int> Lack(this MusenorFixture portal, string museum, string indicator) =>
        (await portal.Ask((ReadQuality read) => read.Of(Person.Operator, museum)))!.Count(Indicator.All.Single(i => i.Key == indicator));

    /// <summary>References that the list shows under this filter, those of the count.</summary>
    public static async Task<string> Listed(this MusenorFixture portal, string museum, string indicator) => string.Join(' ', (await portal.Ask((ListNoticesToEdit list) =>
        list.Run(Person.Operator, new NoticeFilter { Museum = museum, Todo = indicator, State = NoticeFilter.Published, Sort = "titre" }))).Lines.Select(l => l.Ref).Order(StringComparer.Ordinal));

    public static BulkChange Replace(string field, string term, string by) => new(BulkChange.Replace, field, term, by, false);

    public static Task<BulkPreview> Preview(this MusenorFixture portal, Person who, NoticeFilter filter, BulkChange change) =>
        portal.Ask((PreviewBulk preview) => preview.Run(who, filter, change));

    /// <summary>Previewed and confirmed; nothing is applied yet.</summary>
    public static async Task<Outcome> AskBulk(this MusenorFixture portal, Person who, NoticeFilter filter, BulkChange change, long? seen = null)
    {
        var revision = seen ?? (await portal.Preview(who, filter, change)).Seen;
        return await portal.Ask((AskBulk ask) => ask.Run(who, new(filter, change, revision, Guid.NewGuid().ToString("N"))));
    }

    /// <summary>Previewed, confirmed and applied; answers its identifier.</summary>
    public static async Task<string> Bulk(this MusenorFixture portal, Person who, NoticeFilter filter, BulkChange change)
    {
        var id = ((Outcome.Done)await portal.AskBulk(who, filter, change)).Id;
        await portal.Services.GetRequiredService<ApplyBulk>().Run(id);
        return id;
    }

    public static async Task<Outcome> UndoBulk(this MusenorFixture portal, Person who, string id)
    {
        var outcome = await portal.Ask((UndoBulk undo) => undo.Run(who, id, Guid.NewGuid().ToString("N")));
        await portal.Services.GetRequiredService<ApplyBulk>().Run(id);
        return outcome;
    }

    public static async Task<BulkView> View(this MusenorFixture portal, string id) => (await portal.Ask((ReadBulk read) => read.Run(Person.Operator, id)))!;
}

internal static class QualityTables
{
    /// <summary>What no use case does.</summary>
    public static async Task Write(this IServiceProvider services, string sql, object? values = null)
    {
        await using var connection = await services.GetRequiredService<Database>().Open();
        await connection.ExecuteAsync(sql, values);
    }
}
