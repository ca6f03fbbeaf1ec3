using Dapper;
using Musenor.Tests.Collections.Import;
using Xunit;

namespace Musenor.Tests.Collections.Media.Photographs;

/// <summary>The real program killed again and again while it takes photographs in: rows and files end as those of a quiet run.</summary>
public sealed class KilledPhotographsTests : IDisposable
{
    private const int Files = 60;
    private readonly KilledProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Killed_again_and_again_photographs_end_where_a_quiet_run_puts_them()
    {
        var notices = Path.Combine(_program.Folder, "notices.csv");
        await File.WriteAllLinesAsync(notices, Enumerable.Range(1, Files / 2).Select(i => ImportPortal.Row(i)).Prepend(ImportPortal.Header));
        var photographs = Directory.CreateDirectory(Path.Combine(_program.Folder, "photographs")).FullName;
        for (var i = 0; i < Files; i++)
        {
            // One of six is nobody's: it waits in the tray.
            await File.WriteAllBytesAsync(Path.Combine(photographs, i % 6 == 5 ? $"IMG_{i}.jpg" : $"A {1 + (i / 2)}_{1 + (i % 2)}.jpg"), PhotosPortal.Jpeg(i, 1200, 900));
        }

        foreach (var portal in new[] { "quiet", "killed" })
        {
            Assert.Equal(0, await _program.Run(portal, "import", notices));
        }

        Assert.Equal(0, await _program.Run("quiet", "photos", "import", photographs, "--museum", "M0160"));
        var kills = await _program.RunKilled("killed", "photos", "import", photographs, "--museum", "M0160");
        Assert.Equal(await Left("quiet"), await Left("killed"));
        Assert.Equal(Files, (await _program.One<long>("killed", "select count(*) from notice_image")) + await _program.One<long>("killed", "select count(*) from photograph_waiting"));
        Assert.True(kills > 1, $"only {kills} kills: the test tries nothing");
    }

    /// <summary>Rows, and every file under its name with its length; what a kill left half written is not yet swept.</summary>
    private async Task<string> Left(string portal)
    {
        await using var connection = await _program.Base(portal).Open();
        var rows = await connection.QueryAsync<string>("""
            select ref || ' ' || position || ' ' || master_hash || ' ' || colours || ' ' || bytes from notice_image
            union all select museum_id || ' ' || master_hash || ' ' || file_name || ' ' || state from photograph_waiting
            union all select hash || ' ' || bytes || ' ' || kind from picture_master
            """);
        var root = Path.Combine(_program.Folder, portal);
        var files = new[] { "masters", "pictures" }.Select(f => Path.Combine(root, f)).SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .Where(f => !f.Contains("incoming", StringComparison.Ordinal) && !f.EndsWith(".tmp", StringComparison.Ordinal)).Select(f => $"{Path.GetRelativePath(root, f)} {new FileInfo(f).Length}");
        return string.Join('\n', rows.Concat(files).Order(StringComparer.Ordinal));
    }
}
