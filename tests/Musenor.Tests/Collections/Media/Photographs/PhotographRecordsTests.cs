using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.PersonalRecords;
using Musenor.Collections.Media.Photographs;
using Musenor.Storage;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs;

/// <summary>Somebody who leaves: their name goes from the names of files, wherever these are kept.</summary>
public sealed class PhotographRecordsTests : IAsyncLifetime
{
    private PhotosPortal _photos = null!;

    public async Task InitializeAsync() => _photos = await PhotosPortal.Start();

    public async Task DisposeAsync() => await _photos.DisposeAsync();

    [Fact]
    public async Task Names_of_files_lose_the_name_of_who_left_and_credits_keep_it()
    {
        _photos.Put("2010.1.1.jpg", PhotosPortal.Jpeg(1));
        _photos.Put("2010.1.1_2.jpg", PhotosPortal.Jpeg(2));
        _photos.Put("IMG_3.jpg", PhotosPortal.Jpeg(3));
        await _photos.Import(change: f => f with { Photographer = "Aliénor Zébulon" });
        var database = _photos.Portal.Services.GetRequiredService<Database>();
        await database.Write(async (connection, transaction) =>
        {
            // As files are called that no rule of names settles.
            await connection.ExecuteAsync("update notice_image set file_name = 'Aliénor Zébulon 1.jpg' where position = 1; update photograph_waiting set file_name = 'IMG Aliénor Zébulon.jpg'", transaction: transaction);
            var rows = await PictureRows.Read(connection, transaction, "M0638000123");
            await PictureRows.Write(connection, transaction, "M0638000123", (rows, rows), new PictureDeed("change", null, DateTimeOffset.UtcNow));
            return 0;
        });
        var subject = new Subject("x", "Aliénor Zébulon", ["alienor@example.org"], ["x"]);
        await database.Write(async (connection, transaction) =>
        {
            await _photos.Portal.Services.GetServices<IPersonalRecords>().OfType<PhotographRecords>().Single().Erase(connection, transaction, subject);
            return 0;
        });
        Assert.Equal($"{Subject.Gone} 1.jpg", (await _photos.Images("M0638000123"))[0].FileName);
        Assert.All(await _photos.Images("M0638000123"), i => Assert.Equal("Aliénor Zébulon", i.Photographer));
        Assert.Equal($"IMG {Subject.Gone}.jpg", await _photos.Query<string>("select file_name from photograph_waiting"));
        var last = await _photos.Query<string>("select before_images from notice_image_change where ref = 'M0638000123' order by number desc limit 1");
        var before = System.Text.Json.JsonSerializer.Deserialize<List<Musenor.Collections.Search.NoticeImage>>(last)!;
        Assert.Equal(($"{Subject.Gone} 1.jpg", "Aliénor Zébulon"), (before[0].FileName, before[0].Photographer));
    }
}
