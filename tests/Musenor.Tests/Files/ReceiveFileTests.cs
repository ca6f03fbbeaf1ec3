using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Files.Sniffing;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Files;

public sealed class ReceiveFileTests : IAsyncLifetime
{
    private FilesPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await FilesPortal.Start();

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Receives_each_kind_of_file_by_its_content_and_its_name()
    {
        var faults = new List<string>();
        foreach (var (name, bytes, type) in SoundFiles.All())
        {
            var got = await _portal.Send(name, bytes);
            var file = got is Outcome.Done done ? await _portal.Get<StoredFiles>().Find(done.Id) : null;
            if (file?.MediaType != type || !file.IsReady || file.Bytes != bytes.Length || (file.IsPicture && (file.Width, file.Height) != (600, 400)))
            {
                faults.Add($"{name} : {got} {file}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Refuses_each_broken_file_with_a_sentence_and_keeps_nothing_of_it()
    {
        var faults = new List<string>();
        foreach (var (name, bytes, says) in BrokenFiles.Refused())
        {
            if (await _portal.Send(name, bytes) is not Outcome.Invalid { Field: "photo" } refusal || !refusal.Problem.Contains(says, StringComparison.Ordinal))
            {
                faults.Add($"{name} : {await _portal.Send(name, bytes)}");
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Empty(_portal.OnDisk());
        Assert.Equal(0, await _portal.Rows());
    }

    [Fact]
    public async Task Says_which_kinds_the_form_takes_when_another_comes()
    {
        var photographs = new FilePurpose("avatar", FilePurpose.Photographs, 5 * 1024 * 1024);
        var refusal = (Outcome.Invalid)await _portal.Send("lettre.pdf", SoundFiles.Pdf, photographs);
        Assert.Contains("JPEG, PNG, WebP ou HEIC", refusal.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_what_is_heavier_than_its_kind_may_be_and_keeps_nothing()
    {
        var refusal = (Outcome.Invalid)await _portal.Send("lourd.txt", [.. Enumerable.Repeat((byte)'a', (20 * 1024 * 1024) + 1)]);
        Assert.Contains("20\u00A0Mo au plus", refusal.Problem, StringComparison.Ordinal);
        var small = (Outcome.Invalid)await _portal.Send("a.txt", [.. Enumerable.Repeat((byte)'a', 3000)], new FilePurpose("note", [FileKind.Txt], 2048));
        Assert.Contains("2\u00A0Ko au plus", small.Problem, StringComparison.Ordinal);
        Assert.Empty(_portal.OnDisk());
    }

    [Fact]
    public async Task Two_identical_files_at_once_are_two_files()
    {
        using var barrier = new Barrier(4);
        var got = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            barrier.SignalAndWait();
            return await _portal.Send("a.jpg", SoundFiles.Jpeg);
        })));
        var files = await Task.WhenAll(got.Cast<Outcome.Done>().Select(d => _portal.Get<StoredFiles>().Find(d.Id)));
        Assert.Equal(4, files.Select(f => f!.Place).Distinct().Count());
        Assert.Single(files.Select(f => f!.Sha256).Distinct());
        await _portal.Get<DropFile>().Run(files[0]!.Id);
        Assert.True(File.Exists(_portal.Get<FileStore>().PathOf(files[1]!.Place)));
    }

    [Fact]
    public async Task A_file_that_cannot_have_its_row_leaves_nothing_on_the_disk()
    {
        await _portal.Sql("drop table stored_file");
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => _portal.Send("a.jpg", SoundFiles.Jpeg));
        Assert.Empty(_portal.OnDisk());
    }

    [Fact]
    public async Task Only_whoever_sent_a_file_attaches_it_and_once()
    {
        var id = ((Outcome.Done)await _portal.Send("a.pdf", SoundFiles.Pdf)).Id;
        var attach = _portal.Get<AttachFile>();
        Assert.IsType<Outcome.Missing>(await attach.Run(new(id, "document", "7", "zoé")));
        Assert.IsType<Outcome.Missing>(await attach.Run(new(id, "document", "7", null)));
        Assert.IsType<Outcome.Done>(await attach.Run(new(id, "document", "7", "anne")));
        Assert.IsType<Outcome.Done>(await attach.Run(new(id, "document", "7", "anne")));
        Assert.IsType<Outcome.Missing>(await attach.Run(new(id, "document", "8", "anne")));
        Assert.Equal(id, Assert.Single(await _portal.Get<StoredFiles>().Of("document", "7")).Id);
        Assert.Contains(await _portal.Get<StoredFiles>().By("anne"), f => f.Id == id);
    }

    [Fact]
    public async Task A_dropped_file_leaves_neither_bytes_nor_row()
    {
        var file = await _portal.Keep("a.jpg", SoundFiles.Jpeg);
        Assert.Equal(5, _portal.OnDisk().Count);
        Assert.IsType<Outcome.Done>(await _portal.Get<DropFile>().Run(file.Id));
        Assert.Empty(_portal.OnDisk());
        Assert.Equal(0, await _portal.Rows());
        Assert.IsType<Outcome.Missing>(await _portal.Get<DropFile>().Run(file.Id));
    }
}
