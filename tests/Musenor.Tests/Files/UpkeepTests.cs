using Microsoft.Extensions.DependencyInjection;
using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Files.Upkeep;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Files;

public sealed class UpkeepTests : IAsyncLifetime
{
    private readonly Clock _clock = new();
    private FilesPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await FilesPortal.Start(more: services => services.AddSingleton<TimeProvider>(_clock));

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task An_orphan_goes_after_seven_days_and_what_is_attached_stays()
    {
        var kept = await _portal.Keep("kept.pdf", SoundFiles.Pdf);
        var orphan = ((Outcome.Done)await _portal.Send("orphan.jpg", SoundFiles.Jpeg)).Id;
        _clock.Ahead = TimeSpan.FromDays(6.9);
        Assert.Equal(new PurgeFiles.Purged(0, 0), await Purge());
        _clock.Ahead = TimeSpan.FromDays(7.1);
        Assert.Equal(new PurgeFiles.Purged(1, 0), await Purge());
        Assert.Null(await _portal.Get<StoredFiles>().Find(orphan));
        Assert.Equal([_portal.Get<FileStore>().PathOf(kept.Place)], _portal.OnDisk());
        Assert.IsType<Outcome.Missing>(await _portal.Get<AttachFile>().Run(new(orphan, FilesPortal.Kind, "1", "anne")));
    }

    [Fact]
    public async Task What_stopped_half_way_is_ended_by_the_purge()
    {
        var dropped = await _portal.Keep("dropped.pdf", SoundFiles.Pdf);
        await _portal.Sql("update stored_file set state = 'deleted' where id = @Id", new { dropped.Id });
        // Killed between the file and its row, and in the middle of an upload.
        var rowless = await _portal.Keep("rowless.jpg", SoundFiles.Jpeg);
        await _portal.Sql("delete from stored_file where id = @Id", new { rowless.Id });
        await File.WriteAllTextAsync(Path.Combine(_portal.Folder, "incoming", "0123"), "la moitié d’un envoi");
        Assert.Equal(7, _portal.OnDisk().Count);
        // Of today's files nobody knows whether their row is on its way.
        Assert.Equal(new PurgeFiles.Purged(1, 0), await Purge());
        _clock.Ahead = TimeSpan.FromDays(1.1);
        Assert.Equal(new PurgeFiles.Purged(0, 6), await Purge());
        Assert.Empty(_portal.OnDisk());
        Assert.Equal(0, await _portal.Rows());
    }

    [Fact]
    public async Task Attachments_and_purges_at_once_never_leave_a_row_without_its_file()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => _portal.Send($"{n}.pdf", SoundFiles.Pdf)));
        _clock.Ahead = TimeSpan.FromDays(8);
        using var barrier = new Barrier(3);
        var purges = Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            barrier.SignalAndWait();
            await Purge();
        })).ToArray();
        var attached = await Task.Run(async () =>
        {
            barrier.SignalAndWait();
            var done = new List<string>();
            foreach (var id in ids.Cast<Outcome.Done>().Select(d => d.Id))
            {
                if (await _portal.Get<AttachFile>().Run(new(id, FilesPortal.Kind, "1", "anne")) is Outcome.Done)
                {
                    done.Add(id);
                }
            }

            return done;
        });
        await Task.WhenAll(purges);
        Assert.Equal(attached.Order(StringComparer.Ordinal), (await _portal.Get<StoredFiles>().Of(FilesPortal.Kind, "1")).Select(f => f.Id));
        var seen = await _portal.Get<CheckFiles>().Run();
        Assert.Equal((attached.Count, 0, 0), (seen.Rows, seen.WithoutFile.Count, seen.WithoutRow.Count));
    }

    [Fact]
    public async Task The_check_names_rows_without_file_and_files_without_row()
    {
        var store = _portal.Get<FileStore>();
        await _portal.Keep("sound.jpg", SoundFiles.Jpeg);
        var lost = await _portal.Keep("lost.pdf", SoundFiles.Pdf, "2");
        File.Delete(store.PathOf(lost.Place));
        var cut = await _portal.Keep("cut.pdf", SoundFiles.Pdf, "3");
        await File.WriteAllTextAsync(store.PathOf(cut.Place), "%PDF");
        var unknown = await _portal.Keep("unknown.jpg", SoundFiles.Jpeg, "4");
        await _portal.Sql("delete from stored_file where id = @Id", new { unknown.Id });
        var seen = await _portal.Get<CheckFiles>().Run();
        Assert.Equal(3, seen.Rows);
        Assert.Equal([lost.Id, cut.Id], seen.WithoutFile.Select(f => f.Id).Order(StringComparer.Ordinal));
        Assert.Equal([unknown.Place], seen.WithoutRow);
    }

    [Fact]
    public async Task The_verbs_answer_with_their_exit_status()
    {
        await using var portal = new MusenorFixture();
        Assert.Equal(0, await Verb(portal, "files", "--json"));
        Assert.Equal(0, await Verb(portal, "files", "purge"));
        Directory.CreateDirectory(Path.Combine(portal.Folder, "files/ab/cd"));
        await File.WriteAllTextAsync(Path.Combine(portal.Folder, "files/ab/cd", "abcd" + new string('0', 28)), "x");
        Assert.Equal(1, await Verb(portal, "files"));
    }

    private static async Task<int> Verb(MusenorFixture portal, params string[] words)
    {
        var root = new System.CommandLine.RootCommand();
        root.Options.Add(new System.CommandLine.Option<bool>("--json") { Recursive = true });
        root.Subcommands.Add(FilesVerb.Verb(portal.Services));
        return await root.Parse(words).InvokeAsync();
    }

    private Task<PurgeFiles.Purged> Purge() => _portal.Get<PurgeFiles>().Run();

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
