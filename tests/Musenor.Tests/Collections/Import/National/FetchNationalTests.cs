using Microsoft.AspNetCore.Http;
using Musenor.Collections.Import.National;
using Xunit;

namespace Musenor.Tests.Collections.Import.National;

public sealed class FetchNationalTests : IAsyncLifetime
{
    private NationalServer _server = null!;

    public async Task InitializeAsync() => _server = await NationalServer.Start();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Every_page_comes_and_the_file_is_imported_as_any_other()
    {
        var fetched = await _server.Fetch().Run("m0160");
        Assert.Equal((250L, null), (fetched.Notices, fetched.Refusal));
        Assert.Equal(3, _server.Asked.Count);
        Assert.EndsWith("records?where=code_museofile=\"M0160\"&order_by=reference&limit=100&offset=200", _server.Asked[2], StringComparison.Ordinal);
        await using var portal = new ImportPortal();
        Assert.Equal("250 read, 250 new, 0 changed, 0 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import(fetched.Path!, museum: null)));
        Assert.Equal("250 read, 0 new, 0 changed, 250 unchanged, 0 rejected", ImportPortal.Counts(await portal.Import((await _server.Fetch().Run("M0160")).Path!)));
    }

    [Fact]
    public async Task Beyond_what_pages_give_the_export_is_taken()
    {
        _server.Count = 10_050;
        var fetched = await _server.Fetch().Run("M0160");
        Assert.Equal((10_050L, 2), (fetched.Notices, _server.Asked.Count));
        Assert.Contains("/exports/jsonl?", _server.Asked[1], StringComparison.Ordinal);
        Assert.Equal(10_050, File.ReadLines(fetched.Path!).Count());
    }

    [Fact]
    public async Task A_server_that_asks_to_wait_is_obeyed_and_one_that_fails_is_asked_again_more_and_more_slowly()
    {
        _server.Instead = (number, context) =>
        {
            if (number == 2)
            {
                context.Response.Headers.RetryAfter = "7";
            }

            context.Response.StatusCode = number == 2 ? 429 : number is 3 or 4 ? 503 : 200;
            return Task.FromResult(number is 2 or 3 or 4);
        };
        Assert.Equal(250, (await _server.Fetch().Run("M0160")).Notices);
        Assert.Equal([7, 2, 4], _server.Waited.Select(w => w.TotalSeconds));
    }

    [Fact]
    public async Task A_server_that_asks_to_come_back_tomorrow_is_left()
    {
        _server.Instead = (_, context) =>
        {
            (context.Response.StatusCode, context.Response.Headers.RetryAfter) = (429, "86400");
            return Task.FromResult(true);
        };
        Assert.Contains("surchargée", (await _server.Fetch().Run("M0160")).Refusal, StringComparison.Ordinal);
        Assert.Empty(_server.Waited);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_and_the_next_run_goes_on_from_its_last_whole_page()
    {
        _server.Instead = async (number, context) =>
        {
            if (number == 3)
            {
                await Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted);
            }

            return false;
        };
        Assert.Contains("à temps", (await _server.Fetch(s => s with { Attempts = 1, Timeout = TimeSpan.FromMilliseconds(400) }).Run("M0160")).Refusal, StringComparison.Ordinal);
        var fetched = await _server.Fetch().Run("M0160");
        Assert.Equal(250, fetched.Notices);
        // Two pages were there already.
        Assert.EndsWith("offset=200", _server.Asked[3], StringComparison.Ordinal);
        Assert.Equal((4, 250), (_server.Asked.Count, File.ReadLines(fetched.Path!).Distinct().Count()));
    }

    [Fact]
    public async Task An_answer_cut_in_the_middle_is_asked_again()
    {
        _server.Instead = async (number, context) =>
        {
            if (number == 2)
            {
                context.Response.ContentLength = 5000;
                await context.Response.WriteAsync("{\"total_count\":");
                await context.Response.Body.FlushAsync();
                context.Abort();
            }

            return number == 2;
        };
        Assert.Equal((250L, 1), ((await _server.Fetch().Run("M0160")).Notices, _server.Waited.Count));
    }

    [Fact]
    public async Task A_base_that_moves_between_two_runs_is_read_from_its_start()
    {
        _server.Instead = (number, context) =>
        {
            context.Response.StatusCode = number == 3 ? 400 : 200;
            return Task.FromResult(number == 3);
        };
        Assert.NotNull((await _server.Fetch().Run("M0160")).Refusal);
        _server.Count = 251;
        var fetched = await _server.Fetch().Run("M0160");
        Assert.Equal((251L, 251), (fetched.Notices, File.ReadLines(fetched.Path!).Distinct().Count()));
    }

    public static TheoryData<string, string> Lies => new()
    {
        { "<html>panne</html>", "ne répond pas comme l’API" },
        { "{\"total_count\": -1, \"results\": []}", "autre chose que ce qui lui est demandé" },
        { "{\"total_count\": \"x\", \"results\": []}", "ne répond pas comme l’API" },
        { "{\"results\": []}", "ne répond pas comme l’API" },
        { NationalServer.Page(500, [NationalServer.Record(1)]), "annonce 500 notices" },
        { NationalServer.Page(1, [NationalServer.Record(1, "M0999")]), "d’un autre musée que M0160" },
        { NationalServer.Page(1, ["3"]), "autre chose que ce qui lui est demandé" },
        { NationalServer.Page(101, Enumerable.Range(1, 101).Select(i => NationalServer.Record(i))), "autre chose que ce qui lui est demandé" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task A_server_that_lies_is_one_sentence_and_leaves_no_file(string answer, string words)
    {
        _server.Instead = async (_, context) =>
        {
            await context.Response.WriteAsync(answer);
            return true;
        };
        var fetched = await _server.Fetch().Run("M0160");
        Assert.Contains(words, fetched.Refusal, StringComparison.Ordinal);
        Assert.False(File.Exists(_server.Folder.File("imports", "national", "M0160.jsonl")));
    }

    [Fact]
    public async Task Answers_without_end_are_cut()
    {
        _server.Instead = async (_, context) =>
        {
            var blanks = new byte[64 * 1024];
            for (var i = 0; i < 100 && !context.RequestAborted.IsCancellationRequested; i++)
            {
                await context.Response.Body.WriteAsync(blanks, context.RequestAborted);
            }

            return true;
        };
        Assert.Contains("dépasse 1 Mo", (await _server.Fetch(s => s with { LargestPage = 1024 * 1024 }).Run("M0160")).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        _server.Instead = (_, context) =>
        {
            context.Response.Redirect("http://169.254.169.254/latest");
            return Task.FromResult(true);
        };
        Assert.Contains("renvoie ailleurs", (await _server.Fetch().Run("M0160")).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("M01601")]
    [InlineData("M0160\" or 1=1")]
    [InlineData("../M0160")]
    [InlineData("")]
    public async Task What_is_no_code_is_asked_to_nobody(string code)
    {
        Assert.Contains("n’est pas un code", (await _server.Fetch().Run(code)).Refusal, StringComparison.Ordinal);
        Assert.Empty(_server.Asked);
    }

    [Fact]
    public async Task Without_an_address_one_sentence_names_the_setting() =>
        Assert.Contains("Import:NationalUrl", (await _server.Fetch(_ => new NationalSource((Uri?)null)).Run("M0160")).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task A_museum_without_notices_is_said()
    {
        var fetched = await _server.Fetch().Run("M0001");
        Assert.Equal((null, "La base nationale n’a aucune notice du musée M0001."), (fetched.Path, fetched.Refusal));
    }
}
