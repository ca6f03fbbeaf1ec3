using Dapper;
using Musenor.Collections.Media;
using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Museums.Import;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Generation;

/// <summary>
/// Fills an empty portal with invented notices, each labelled as such, so that it can be looked at and measured at any size.
/// Killed half-way and run again, it goes on: what is already there is found unchanged.
/// </summary>
public sealed class GenerateNotices(Database database, MuseumDirectory museums, LoadRegion region, WriteNotices write, DrawPictures draw)
{
    private const int BatchSize = 500;

    public sealed record Form(int Notices, int Seed = 1, int Photos = 0);

    /// <summary>How far the work is.</summary>
    public sealed record Progress(int Notices, int Pictures);

    /// <param name="progress">Called after each batch.</param>
    public async Task<Outcome> Run(Form form, Action<Progress>? progress = null, CancellationToken stop = default)
    {
        if (form.Notices < 1)
        {
            return new Outcome.Invalid("notices", "Indiquer combien de notices fabriquer, au moins une.");
        }

        if (form.Photos < 0 || form.Photos > form.Notices)
        {
            return new Outcome.Invalid("photos", "Indiquer au plus une image par notice.");
        }

        if (await HoldsRealNotices(stop))
        {
            return new Outcome.Refused("Ce portail contient des notices de musées : la démonstration ne se fabrique que dans un portail vide.");
        }

        var notices = await Plan(form, stop);
        await Write(notices, progress, stop);
        await draw.Run(Pictured(notices, form.Photos), done => progress?.Invoke(new(notices.Count, done)), stop);
        return new Outcome.Done($"{notices.Count}");
    }

    private async Task Write(DemoNotices notices, Action<Progress>? progress, CancellationToken stop)
    {
        await using var connection = await database.OpenToWrite(stop);
        var next = Task.Run(() => notices.Batch(0, BatchSize), stop);
        for (var from = 0; from < notices.Count; from += BatchSize)
        {
            var batch = await next;
            var following = from + BatchSize;
            next = Task.Run(() => notices.Batch(following, BatchSize), stop);
            using var turn = await database.Turn(stop);
            await using var transaction = await database.Begin(connection, stop);
            await write.Run(connection, transaction, null, batch, [], stop: stop);
            await transaction.CommitAsync(stop);
            progress?.Invoke(new(from + batch.Length, 0));
        }
    }

    /// <summary>Spread over all notices, so that museums of every size show some.</summary>
    private static DrawPictures.Wanted[] Pictured(DemoNotices notices, int photos) =>
    [
        .. Enumerable.Range(0, Math.Min(photos, notices.Count)).Select(i => (int)((long)i * notices.Count / photos)).Select(number =>
        {
            var notice = notices.One(number);
            return new DrawPictures.Wanted(notice.Ref!, notice.Columns["DOMN"], number);
        }),
    ];

    /// <summary>The notices that <paramref name="form"/> asks for; a directory without museum first receives the region.</summary>
    internal async Task<DemoNotices> Plan(Form form, CancellationToken stop)
    {
        var directory = await museums.Read(stop);
        if (directory.All.Count == 0)
        {
            await region.Run(stop);
            directory = await museums.Read(stop);
        }

        return new DemoNotices(directory, form.Notices, form.Seed);
    }

    private async Task<bool> HoldsRealNotices(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.ExecuteScalarAsync<long?>("select 1 from notice where is_demo = @no limit 1", new { no = false }) is not null;
    }
}
