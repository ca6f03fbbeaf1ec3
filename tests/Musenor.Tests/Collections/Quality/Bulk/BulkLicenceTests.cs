using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.PersonalRecords;
using Musenor.Collections.Editing;
using Musenor.Collections.Media.Photographs.Views;
using Musenor.Collections.Quality;
using Musenor.Collections.Quality.Bulk;
using Musenor.Storage;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Quality.Bulk;

/// <summary>Licences by lot are changes of pictures like others: told, put back, and never over what somebody wrote meanwhile.</summary>
public sealed class BulkLicenceTests : IAsyncLifetime
{
    private static readonly NoticeFilter All = new();
    private static readonly BulkChange Free = new(BulkChange.SetLicence, "", "", "Domaine public", true);
    private readonly MusenorFixture _portal = new();
    private Person _claire = null!;
    private string _one = "";
    private string _two = "";

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        await _portal.Notice("R1", "M0638", ("DOMN", "peintures"), ("INV", "1"));
        await _portal.Notice("R2", "M0638", ("DOMN", "peintures"), ("INV", "2"));
        _claire = await _portal.Curator("claire");
        (_one, _two) = (await _portal.Picture("R1"), await _portal.Picture("R2", licence: "CC BY 4.0"));
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    private Task<string> Licence(string id) => _portal.Query<string>("select licence from notice_image where id = @id", new { id });

    [Fact]
    public async Task The_history_of_the_pictures_tells_it_and_can_go_back()
    {
        var lot = await _portal.Bulk(_claire, All, Free);
        Assert.Equal(2, await _portal.Query<long>("select count(*) from notice_image_change where action = 'change' and account_id = @AccountId", new { _claire.AccountId }));
        var opened = (await _portal.Ask((OpenPictures open) => open.Run("R2")))!;
        var number = await _portal.Query<int>("select max(number) from notice_image_change where ref = 'R2'");
        Assert.Equal(new Outcome.Done("restore"), await _portal.Ask((ArrangePhotographs arrange) => arrange.Run(_claire, new("R2", opened.Version, new Dictionary<string, PictureTexts>(), $"revenir:{number}"))));
        Assert.Equal(("Domaine public", "CC BY 4.0"), (await Licence(_one), await Licence(_two)));
        await _portal.UndoBulk(_claire, lot);
        Assert.Equal(("", "CC BY 4.0"), (await Licence(_one), await Licence(_two)));
        Assert.Equal(1, await _portal.Query<long>("select count(*) from notice_image_change where ref = 'R1' and action = 'restore'"));
    }

    [Fact]
    public async Task A_notice_that_became_another_museums_is_left()
    {
        var id = ((Outcome.Done)await _portal.AskBulk(_claire, All, Free)).Id;
        await _portal.Services.Write("update notice set museum_id = 'M0160' where ref = 'R1'");
        await _portal.Services.GetRequiredService<ApplyBulk>().Run(id);
        Assert.Equal(("", "Domaine public"), (await Licence(_one), await Licence(_two)));
        Assert.Equal(["R1 modifiee"], (await _portal.View(id)).Left.Select(l => $"{l.Ref} {l.Reason}"));
    }

    [Fact]
    public async Task A_picture_that_says_something_else_than_it_was_asked_on_is_left()
    {
        var id = ((Outcome.Done)await _portal.AskBulk(_claire, All, Free)).Id;
        await _portal.Services.Write("update notice_image set licence = 'CC BY-SA 4.0' where id = @id", new { id = _two });
        var late = await _portal.Picture("R1");
        await _portal.Services.GetRequiredService<ApplyBulk>().Run(id);
        Assert.Equal(("Domaine public", "CC BY-SA 4.0", ""), (await Licence(_one), await Licence(_two), await Licence(late)));
        Assert.Equal(["R2 modifiee"], (await _portal.View(id)).Left.Select(l => $"{l.Ref} {l.Reason}"));
    }

    [Fact]
    public async Task A_picture_that_came_after_the_preview_is_left()
    {
        var seen = (await _portal.Preview(_claire, All, Free)).Seen;
        await _portal.Picture("R1");
        var id = ((Outcome.Done)await _portal.AskBulk(_claire, All, Free, seen)).Id;
        await _portal.Services.GetRequiredService<ApplyBulk>().Run(id);
        Assert.Equal(("", "Domaine public"), (await Licence(_one), await Licence(_two)));
    }

    [Fact]
    public async Task Who_leaves_is_told_of_what_they_undid_and_decided_and_their_address_goes_from_terms()
    {
        await _portal.Services.Write("""
            insert into bulk_edit (id, account_id, kind, field, term, replacement, filter, museums, state, asked_at, undone_by)
            values ('a', 'x', 'credit', '', '', 'Anne (anne@example.org)', '', 'M0638', 'done', '2026-01-01T00:00:00Z', null), ('b', 'y', 'remplacer', 'TITR', 'a', 'b', '', 'M0638', 'undone', '2026-01-01T00:00:00Z', 'x')
            """);
        await _portal.Services.Write("insert into not_duplicate (one, other, account_id, decided_at) values ('R1', 'R2', 'x', '2026-01-01T00:00:00Z')");
        var records = _portal.Services.GetServices<IPersonalRecords>().OfType<QualityRecords>().Single();
        var subject = new Subject("x", "Anne Petit", ["anne@example.org"], ["x"]);
        var database = _portal.Services.GetRequiredService<Database>();
        await database.Write(async (connection, transaction) =>
        {
            await records.Erase(connection, transaction, subject);
            return 0;
        });
        await using var opened = await database.Open();
        var told = await records.Preview(opened, subject, CancellationToken.None);
        Assert.Contains("2", told[0].What, StringComparison.Ordinal);
        Assert.Contains("1", told[1].What, StringComparison.Ordinal);
        Assert.Equal($"Anne ({Subject.Gone})", await _portal.Query<string>("select replacement from bulk_edit where id = 'a'"));
    }
}
