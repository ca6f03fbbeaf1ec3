using Musenor.Accounts.Access;
using Musenor.Collections.Import.Profiles;
using Musenor.Tests.Collections.Editing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Collections.Import.Profiles;

public sealed class SaveProfileTests : IAsyncLifetime
{
    private readonly MusenorFixture _portal = new();
    private Person _claire = null!;
    private Person _paul = null!;

    public async Task InitializeAsync()
    {
        await _portal.Museum("M0638", "Musée des Beaux-Arts", "Valenciennes");
        await _portal.Museum("M0160", "Palais des Beaux-Arts", "Lille");
        (_claire, _paul) = (await _portal.Curator("claire"), await _portal.Curator("paul", "M0160"));
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    private Task<Outcome> Save(Person who, SaveProfile.Form form) => _portal.Ask((SaveProfile save) => save.Run(who, form));

    private Task<OpenedProfile?> Open(Person who, string id, int version = 0) => _portal.Ask((OpenProfile open) => open.Run(who, id, version));

    [Fact]
    public async Task A_change_is_a_new_version_and_the_old_one_stays()
    {
        var id = Assert.IsType<Outcome.Done>(await Save(_claire, new(null, "M0638", ProfileIntents.Example))).Id;
        Assert.IsType<Outcome.Done>(await Save(_claire, new(id, null, ProfileIntents.Example with { Software = "Autre" }, 1)));
        var opened = (await Open(_claire, id))!;
        Assert.Equal((2, "Autre"), (opened.Version, opened.Profile.Software));
        Assert.Equal([(2, "claire"), (1, "claire")], opened.History.Select(v => (v.Version, v.By.Split('-')[0])));
        Assert.Equal("Exemple", (await Open(_claire, id, 1))!.Profile.Software);
        Assert.Equal(2, await _portal.Query<long>("select count(*) from journal where action = 'museum.profile_save' and museum_id = 'M0638' and object_id = @id", new { id }));
    }

    [Fact]
    public async Task Saving_what_is_there_already_makes_no_version()
    {
        var id = await _portal.ImportProfile("M0638");
        Assert.IsType<Outcome.Done>(await Save(_claire, new(id, null, ProfileIntents.Example with { Fixed = new Dictionary<string, string>(ProfileIntents.Example.Fixed.Reverse()) }, 1)));
        Assert.Equal(1, (await Open(_claire, id))!.Version);
    }

    [Fact]
    public async Task Somebody_who_saved_first_is_not_overwritten()
    {
        var id = await _portal.ImportProfile("M0638");
        Assert.IsType<Outcome.Done>(await Save(_claire, new(id, null, ProfileIntents.Example with { Software = "a" }, 1)));
        var conflict = Assert.IsType<Outcome.Conflict>(await Save(_claire, new(id, null, ProfileIntents.Example with { Software = "b" }, 1)));
        Assert.StartsWith("claire", conflict.By, StringComparison.Ordinal);
        Assert.Equal("a", (await Open(_claire, id))!.Profile.Software);
    }

    [Fact]
    public async Task Two_who_save_at_once_make_one_version_and_one_conflict()
    {
        var id = await _portal.ImportProfile("M0638");
        using var barrier = new Barrier(2);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(i => Task.Run(async () =>
        {
            barrier.SignalAndWait();
            return await Save(_claire, new(id, null, ProfileIntents.Example with { Software = $"s{i}" }, 1));
        })));
        Assert.Single(outcomes.OfType<Outcome.Done>());
        Assert.Single(outcomes.OfType<Outcome.Conflict>());
        Assert.Equal(2, (await Open(_claire, id))!.Version);
    }

    [Fact]
    public async Task Another_museums_profile_is_neither_seen_nor_touched_and_the_networks_is_read_by_all()
    {
        var (own, shared) = (await _portal.ImportProfile("M0638"), await _portal.ImportProfile(null));
        Assert.Null(await Open(_paul, own));
        Assert.IsType<Outcome.Refused>(await Save(_paul, new(own, null, ProfileIntents.Example with { Software = "x" }, 1)));
        Assert.IsType<Outcome.Refused>(await Save(_paul, new(null, "M0638", ProfileIntents.Example with { Name = "x" })));
        Assert.IsType<Outcome.Refused>(await Save(_paul, new(null, null, ProfileIntents.Example with { Name = "x" })));
        Assert.Equal((true, false), ((await Open(_paul, shared)) is not null, (await Open(_paul, shared))!.MayEdit));
        Assert.IsType<Outcome.Refused>(await Save(_paul, new(shared, null, ProfileIntents.Example with { Software = "x" }, 1)));
        Assert.Equal([shared], (await _portal.Ask((ListProfiles list) => list.Run(_paul))).Select(p => p.Id));
    }

    [Fact]
    public async Task One_name_is_one_profile_of_a_museum()
    {
        await _portal.ImportProfile("M0638");
        var same = ProfileIntents.Example with { Name = " LOGICIEL du  musee" };
        Assert.Equal("nom", Assert.IsType<Outcome.Invalid>(await Save(_claire, new(null, "M0638", same))).Field);
        Assert.IsType<Outcome.Done>(await Save(_paul, new(null, "M0160", same)));
    }

    [Theory]
    [InlineData("champ[0]", "a", "XXXX", "")]
    [InlineData("champ[0]", "a", "LABEL", "")]
    [InlineData("etapes[0]", "a", "TITR", "traduire")]
    public async Task What_is_wrong_is_said_beside_its_rule(string field, string column, string code, string step)
    {
        var profile = ProfileIntents.Example with { Rules = [new(column, code) { Steps = step.Length > 0 ? [step] : [] }] };
        Assert.Equal(field, Assert.IsType<Outcome.Invalid>(await Save(_claire, new(null, "M0638", profile))).Field);
    }

    [Fact]
    public async Task A_profile_goes_from_one_portal_to_another_by_its_verbs()
    {
        await _portal.ImportProfile("M0638");
        var path = Path.Combine(_portal.Folder, "profil.json");
        await File.WriteAllTextAsync(path, ProfileJson.Export(ProfileIntents.Example with { Name = "Reçu" }));
        Assert.Null(await ProfilesVerb.Receive(_portal.Services, path, null, default));
        await File.WriteAllTextAsync(path, ProfileJson.Export(ProfileIntents.Example with { Name = "Reçu", Software = "v2" }));
        Assert.Null(await ProfilesVerb.Receive(_portal.Services, path, null, default));
        var received = (await _portal.Ask((ListProfiles list) => list.Run(Person.Operator))).Single(p => p.Name == "Reçu");
        Assert.Equal((2, "v2", null), (received.Version, received.Profile.Software, received.MuseumId));
        await File.WriteAllTextAsync(path, "{\"format\":\"musenor-profil-1\",\"profile\":{\"name\":null,\"rules\":[null,{\"column\":null}],\"fixed\":{\"a\":null}}}");
        Assert.NotNull(await ProfilesVerb.Receive(_portal.Services, path, null, default));
        await File.WriteAllTextAsync(path, "[]");
        Assert.Contains("JSON", await ProfilesVerb.Receive(_portal.Services, path, null, default), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exported_profile_reads_back_the_same()
    {
        var (profile, problem) = ProfileJson.Import(ProfileJson.Export(ProfileIntents.Example));
        Assert.Null(problem);
        Assert.Equal(ProfileIntents.Example, profile);
    }
}
