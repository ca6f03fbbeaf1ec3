using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Musenor.Files;
using Musenor.Files.Scanning;
using Musenor.Files.Upkeep;
using Musenor.Storage;
using Musenor.Tests.Corpora;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Files;

public sealed class ScanTests : IDisposable
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(400);
    private readonly Clamd _clamd = new();

    public void Dispose() => _clamd.Dispose();

    [Fact]
    public async Task Answers_what_clamd_says()
    {
        var scan = new ClamdScan(_clamd.Address, TimeSpan.FromSeconds(20));
        Assert.Equal(new ScanResult(ScanAnswer.Clean, "OK"), await Scan(scan, SoundFiles.Pdf));
        Assert.Equal(new ScanResult(ScanAnswer.Clean, "OK"), await Scan(scan, new byte[300_000]));
        Assert.Equal(new ScanResult(ScanAnswer.Infected, "Eicar-Signature"), await Scan(scan, SoundFiles.Text(Clamd.Eicar)));
        _clamd.MostBytes = 1000;
        Assert.Equal(ScanAnswer.None, (await Scan(scan, new byte[30_000_000])).Answer);
    }

    [Fact]
    public async Task A_scanner_that_hangs_or_is_dead_is_no_answer()
    {
        _clamd.Hangs = true;
        Assert.Equal(ScanAnswer.None, (await Scan(new ClamdScan(_clamd.Address, Short), SoundFiles.Pdf)).Answer);
        _clamd.Dispose();
        Assert.Equal(ScanAnswer.None, (await Scan(new ClamdScan(_clamd.Address, Short), SoundFiles.Pdf)).Answer);
        Assert.Equal(ScanAnswer.None, (await Scan(new ClamdScan(ClamdScan.Address("/nulle/part.ctl"), Short), SoundFiles.Pdf)).Answer);
    }

    [Fact]
    public async Task A_file_is_not_handed_over_before_the_scan_has_answered()
    {
        _clamd.Hangs = true;
        await using var portal = await Start(Short);
        var file = await portal.Keep("photo.jpg", SoundFiles.Jpeg);
        foreach (var address in new[] { file.Address, file.ImageAddress(480) })
        {
            using var answer = await portal.Visitor().GetAsync(new Uri(address, UriKind.Relative));
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            Assert.Contains("Analyse en cours", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // Still no answer after a round: it waits on, and the next round settles it.
        await Until(async () => _clamd.Asked > 0 && (await portal.Get<StoredFiles>().Find(file.Id))!.State == FileState.Received);
        _clamd.Hangs = false;
        Assert.Equal(1, await portal.Get<ScanFiles>().Run());
        Assert.Equal(HttpStatusCode.OK, (await portal.Visitor().GetAsync(new Uri(file.Address, UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task A_file_is_scanned_as_it_comes()
    {
        await using var portal = await Start(TimeSpan.FromSeconds(20));
        var clean = await portal.Keep("a.pdf", SoundFiles.Pdf);
        await Until(async () => (await portal.Get<StoredFiles>().Find(clean.Id))!.IsReady);
        Assert.Equal("OK", (await portal.Get<StoredFiles>().Find(clean.Id))!.ScanResult);
    }

    [Fact]
    public async Task An_infected_file_is_destroyed_and_its_name_says_why()
    {
        _clamd.Hangs = true;
        await using var portal = await Start(Short);
        var file = await portal.Keep("lettre.txt", SoundFiles.Text(Clamd.Eicar));
        _clamd.Hangs = false;
        portal.Get<ScanFiles>().Ring();
        await Until(async () => (await portal.Get<StoredFiles>().Find(file.Id))!.State == FileState.Refused && portal.OnDisk().Count == 0);
        Assert.Equal("Eicar-Signature", (await portal.Get<StoredFiles>().Find(file.Id))!.ScanResult);
        using var answer = await portal.Visitor().GetAsync(new Uri(file.Address, UriKind.Relative));
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Contains("refusé par l’antivirus", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.IsType<Outcome.Refused>(await portal.Get<AttachFile>().Run(new(file.Id, FilesPortal.Kind, "1", "anne")));
    }

    [Fact]
    public async Task Several_processes_scan_each_file_once()
    {
        await using var portal = await Start(TimeSpan.FromSeconds(20));
        // The rounds behind the pages would take some of them: only the four below are counted.
        await portal.Services.GetServices<IHostedService>().OfType<Rounds>().Single().StopAsync(CancellationToken.None);
        for (var i = 0; i < 6; i++)
        {
            await portal.Keep($"{i}.pdf", SoundFiles.Pdf);
        }

        var asked = _clamd.Asked;
        var settled = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => portal.Get<ScanFiles>().Run())));
        Assert.Equal(6, settled.Sum());
        Assert.Equal(6, _clamd.Asked - asked);
    }

    [Fact]
    public async Task A_file_taken_by_a_process_that_died_is_taken_again()
    {
        await using var portal = await Start(TimeSpan.FromSeconds(20));
        var file = await portal.Keep("a.pdf", SoundFiles.Pdf);
        await Until(async () => (await portal.Get<StoredFiles>().Find(file.Id))!.IsReady);
        await portal.Sql("update stored_file set state = 'scanning'");
        Assert.Equal(0, await portal.Get<ScanFiles>().Run());
        await portal.Sql("update stored_file set state_at = '2020-01-01T00:00:00Z'");
        Assert.Equal(1, await portal.Get<ScanFiles>().Run());
    }

    [Theory]
    [InlineData("clamd")]
    [InlineData("clamd:99999")]
    [InlineData("http://clamd:3310")]
    [InlineData(":3310")]
    public void An_impossible_address_stops_the_start(string setting) =>
        Assert.Contains("Files:Clamd", Assert.Throws<WrongSetting>(() => ClamdScan.Address(setting)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_setting_installs_the_scanner()
    {
        await using var without = new MusenorFixture();
        Assert.False(without.Services.GetRequiredService<ScanFiles>().IsInstalled);
        await using var with = without.Set(("Files:Clamd", _clamd.Setting));
        Assert.True(with.Services.GetRequiredService<ScanFiles>().IsInstalled);
    }

    private Task<FilesPortal> Start(TimeSpan patience) =>
        FilesPortal.Start(more: services => services.AddSingleton<IFileScan>(new ClamdScan(_clamd.Address, patience)));

    private static async Task<ScanResult> Scan(ClamdScan scan, byte[] bytes)
    {
        using var file = new MemoryStream(bytes);
        return await scan.Scan(file);
    }

    private static async Task Until(Func<Task<bool>> reached)
    {
        for (var i = 0; i < 400 && !await reached(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(await reached());
    }
}
