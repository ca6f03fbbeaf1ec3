using Musenor.Collections.Notices;
using Musenor.Interop.JocondeExport;
using Musenor.Tests.Collections;
using Musenor.Tests.Collections.Editing;
using Xunit;

namespace Musenor.Tests.Interop;

public sealed class GivenReferenceTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();

    public Task InitializeAsync() => _portal.Listed("M0160");

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task A_notice_without_reference_receives_one_of_eleven_characters_once_for_all()
    {
        await _portal.Notice(null, "M0160", ("INV", "A 1"));
        await _portal.Notice("000PE001028", "M0160", ("INV", "A 2"));
        var first = _portal.Zip(await _portal.Make("M0160")).Drop().Select(n => n["REF"]).Order().ToArray();
        Assert.Equal(["000PE001028", "M0160500001"], first);
        await _portal.Notice(null, "M0160", ("INV", "A 0"));
        var second = _portal.Zip(await _portal.Make("M0160")).Drop().ToDictionary(n => n["INV"], n => n["REF"]);
        Assert.Equal(("M0160500001", "000PE001028", "M0160500002"), (second["A 1"], second["A 2"], second["A 0"]));
        // Its address stays.
        Assert.Equal("M0160-A-1", await _portal.Query<string>("select ref from notice where joconde_ref = 'M0160500001'"));
    }

    [Fact]
    public async Task It_is_nobody_elses_not_even_one_that_software_gave()
    {
        await _portal.Notice("M0160500001", "M0160", ("INV", "A 9"));
        await _portal.Notice(null, "M0160", ("INV", "A 1"));
        await _portal.Make("M0160");
        Assert.Equal("M0160500002", await _portal.Query<string>("select joconde_ref from notice where inventory_key = 'A 1'"));
    }

    [Fact]
    public async Task Looking_gives_none()
    {
        await _portal.Notice(null, "M0160", ("INV", "A 1"));
        var (report, _) = await _portal.Ask((PrepareSending prepare) => prepare.Run(Musenor.Accounts.Access.Person.Operator, new("M0160", new())));
        Assert.Equal((1, 1), (report!.Written, report.WithoutReference));
        Assert.Equal(0, await _portal.Query<long>("select count(*) from notice where joconde_ref is not null"));
    }

    [Fact]
    public async Task Two_packages_of_a_museum_at_once_give_each_notice_one_reference_and_each_zip_its_number()
    {
        await using var other = _portal.SecondPortal();
        await _portal.Write([.. Enumerable.Range(1, 700).Select(i => new Incoming(null, "M0160", new Dictionary<string, string> { ["INV"] = $"K {i}", ["DOMN"] = "dessin", ["STAT"] = "x" }))]);
        using var start = new Barrier(4);
        var made = await Task.WhenAll(new[] { _portal, other, _portal, other }.Select(portal => Task.Run(async () =>
        {
            start.SignalAndWait();
            return await portal.Make("M0160");
        })));
        Assert.All(made, p => Assert.Equal((Package.Ready, 700), (p.State, p.Notices)));
        Assert.Equal(4, made.Select(p => p.Files[0].Name).Distinct().Count());
        var said = made.Select(p => string.Join(' ', _portal.Zip(p).Drop().Select(n => $"{n["INV"]}={n["REF"]}").Order(StringComparer.Ordinal))).Distinct();
        Assert.Equal(700, Assert.Single(said).Split(' ').Select(s => s.Split('=').Last()).Where(s => s.StartsWith("M0160", StringComparison.Ordinal)).Distinct().Count());
        Assert.Equal(700, await _portal.Query<long>("select count(distinct joconde_ref) from notice"));
    }

    [Fact]
    public async Task Its_source_still_knows_the_notice_and_what_comes_back_from_POP_is_no_news()
    {
        await _portal.Notice(null, "M0160", ("INV", "A 1"), ("TITR", "Vue"));
        await _portal.Make("M0160");
        Assert.Equal(Written.Changed, (await _portal.Notice(null, "M0160", ("INV", "A 1"), ("TITR", "Vue 2"))).Result);
        var back = await _portal.Notice("M0160500001", "M0160", ("INV", "A 1"), ("TITR", "Vue 2"), ("REF", "M0160500001"));
        Assert.Equal((Written.Unchanged, null), (back.Result, back.Note));
        // The museum's software gives one of its own later: it stays the same notice, under the reference that POP has.
        Assert.Equal(Written.Changed, (await _portal.Notice("M0160000777", "M0160", ("INV", "A 1"), ("TITR", "Vue 3"))).Result);
        Assert.Equal(("M0160500001", 1L), (await _portal.Query<string>("select joconde_ref from notice"), await _portal.Query<long>("select count(*) from notice")));
    }

    [Fact]
    public async Task Among_several_under_one_number_the_one_that_the_portal_named_is_found_again()
    {
        await _portal.Notice("M0160000001", "M0160", ("INV", "SN"), ("TITR", "Un"));
        await _portal.Write(new Incoming("M0160000002", "M0160", new Dictionary<string, string> { ["INV"] = "SN", ["DOMN"] = "dessin", ["STAT"] = "x" }) { SharesNumber = true });
        await _portal.Execute("update notice set joconde_ref = null where ref = 'M0160000002'");
        await _portal.Make("M0160");
        Assert.Equal("M0160500001", await _portal.Query<string>("select joconde_ref from notice where ref = 'M0160000002'"));
        var again = await _portal.Notice(null, "M0160", ("INV", "SN"), ("TITR", "Encore"));
        Assert.Equal(("M0160000002", 2L), (again.Ref, await _portal.Query<long>("select count(*) from notice")));
    }
}
