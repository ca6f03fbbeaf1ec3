using Dapper;
using Xunit;

namespace Musenor.Tests.Collections.Import.Workshop;

/// <summary>The real program, killed (SIGKILL) again and again at moments of chance; then the store is compared with that of a quiet run.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private const int Rows = 4000;
    private readonly KilledProgram _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Killed_again_and_again_an_import_and_its_undoing_leave_what_a_quiet_run_leaves()
    {
        var (first, second) = (Given("first.csv", WorkshopPortal.Rows(1, Rows)), Given("second.csv", WorkshopPortal.Rows(Rows / 2, Rows, "Autre vue")));
        Assert.Equal(0, await _program.Run("quiet", "import", first));
        var before = await Store("quiet");
        Assert.Equal(0, await _program.Run("quiet", "import", second));

        Assert.Equal(0, await _program.Run("killed", "import", first));
        var kills = await _program.RunKilled("killed", "import", second);
        Assert.Equal(await Store("quiet"), await Store("killed"));
        Assert.Equal((Rows * 2L, Rows * 2L), (await _program.One<long>("killed", "select count(*) from notice_change"), await _program.One<long>("killed", "select sum(created) + sum(changed) from import")));
        Assert.Equal(0, await _program.One<long>("killed", "select count(*) from import where state <> 'done'"));

        // Killed between its last batch and its last word, it was run once more and changed nothing.
        var import = await _program.One<string>("killed", "select id from import where changed > 0");
        kills += await _program.RunKilled("killed", "import", "undo", import);
        Assert.Equal(before, string.Join('\n', (await Store("killed")).Split('\n').Where(l => !l.Contains("|withdrawn|", StringComparison.Ordinal))));
        Assert.Equal(Rows * 3L, await _program.One<long>("killed", "select count(*) from notice_change"));
        Assert.Equal((1L, 1L), (await _program.One<long>("killed", "select count(*) from import_undo where state = 'done'"), await _program.One<long>("killed", "select count(*) from journal where action = 'import.undo'")));
        Assert.True(kills > 4, $"only {kills} kills: the test tries nothing");
    }

    [Fact]
    public async Task A_portal_killed_while_it_imports_goes_on_when_it_starts_again()
    {
        var text = WorkshopPortal.Rows(1, Rows);
        Assert.Equal(0, await _program.Run("quiet", "import", Given("quiet.csv", text)));
        Assert.Equal(0, await _program.Run("portal", "imports"));
        await Handed(text);
        var kills = 0;
        while (await _program.One<string>("portal", "select state from import_request") == "import")
        {
            using var portal = _program.Start("portal", "serve", "--no-demo", "--urls", "http://127.0.0.1:0");
            // Killed when it has written something more, then left in peace.
            var done = await _program.One<long>("portal", "select count(*) from notice");
            await Until(async () => portal.HasExited || (kills < 4 && await _program.One<long>("portal", "select count(*) from notice") > done) || await _program.One<string>("portal", "select state from import_request") != "import");
            portal.Kill();
            await portal.WaitForExitAsync();
            kills++;
        }

        Assert.Equal("done", await _program.One<string>("portal", "select state from import_request"));
        Assert.Equal(await Store("quiet"), await Store("portal"));
        Assert.Equal((Rows, 1L), (await _program.One<long>("portal", "select count(*) from notice_change"), await _program.One<long>("portal", "select count(*) from import")));
        Assert.True(kills > 1, "it was never killed on the way");
    }

    private string Given(string name, string text)
    {
        var path = Path.Combine(_program.Folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A file handed over and tried, whose import somebody asked.</summary>
    private async Task Handed(string text)
    {
        const string Place = "abcd0000000000000000000000000000";
        Directory.CreateDirectory(Path.Combine(_program.Folder, "portal/files/ab/cd"));
        await File.WriteAllTextAsync(Path.Combine(_program.Folder, "portal/files/ab/cd", Place), text);
        await using var connection = await _program.Base("portal").Open();
        await connection.ExecuteAsync("""
            insert into stored_file (id, place, sha256, bytes, media_type, original_name, purpose, owner_kind, owner_id, state, state_at, created_at)
            values ('f', @Place, 'x', 1, 'text/csv', 'portail.csv', 'import', 'import', 'r', 'ready', @now, @now)
            """, new { Place, now = DateTimeOffset.UtcNow });
        await connection.ExecuteAsync("""
            insert into import_request (id, file_id, file_name, state, asked_at, queued_at) values ('r', 'f', 'portail.csv', 'import', @now, @now)
            """, new { now = DateTimeOffset.UtcNow });
    }

    private static async Task Until(Func<Task<bool>> there)
    {
        for (var i = 0; i < 3000 && !await there(); i++)
        {
            await Task.Delay(20);
        }
    }

    private Task<string> Store(string data) => WorkshopPortal.Store(_program.Base(data));
}
