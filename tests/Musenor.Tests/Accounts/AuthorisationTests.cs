using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Musenor.Accounts.Access;
using Xunit;

namespace Musenor.Tests.Accounts;

public sealed class AuthorisationTests
{
    private static Person Somebody(params HeldRole[] roles) => new("1", "Claire", "claire@example.org") { EmailConfirmed = true, SecondFactor = true, Roles = roles };

    [Fact]
    public void A_role_of_a_museum_gives_nothing_elsewhere()
    {
        var referent = Somebody(new HeldRole(Role.MuseumReferent, "M0001", null));
        Assert.True(referent.May(Rights.EditNotices, "M0001"));
        Assert.False(referent.May(Rights.EditNotices, "M0002"));
        Assert.False(referent.May(Rights.EditNotices, null));
    }

    [Fact]
    public void A_role_of_the_association_sleeps_until_the_second_factor_is_there()
    {
        var team = Somebody(new HeldRole(Role.NetworkTeam, null, null));
        Assert.True(team.May(Rights.EditNotices, "M0001"));
        Assert.False((team with { SecondFactor = false }).May(Rights.EditNotices, "M0001"));
        Assert.True((team with { SecondFactor = false }).LacksSecondFactor);
    }

    [Fact]
    public void Nothing_is_allowed_before_the_address_is_confirmed()
    {
        var referent = Somebody(new HeldRole(Role.MuseumReferent, "M0001", null)) with { EmailConfirmed = false };
        Assert.False(referent.May(Rights.OwnAccount, null));
        Assert.False(referent.MaySomewhere(Rights.Office));
    }

    [Fact]
    public void Lists_are_cut_to_the_museums_of_the_person()
    {
        var both = Somebody(new HeldRole(Role.Professional, "M0001", null), new HeldRole(Role.MuseumReferent, "M0002", null));
        Assert.Equal(["M0001", "M0002"], both.Museums(Rights.EditNotices)!.Order());
        Assert.Equal(["M0002"], both.Museums(Rights.ManageMembers));
        Assert.Null(Somebody(new HeldRole(Role.NetworkTeam, null, null)).Museums(Rights.EditNotices));
        Assert.Empty(((Person?)null).Museums(Rights.EditNotices)!);
    }

    [Fact]
    public void An_administrator_does_not_write_in_the_place_of_museums()
    {
        var administrator = Somebody(new HeldRole(Role.Administrator, null, null));
        Assert.True(administrator.May(Rights.ManageAccounts, null));
        Assert.False(administrator.May(Rights.EditNotices, "M0001"));
    }

    [Fact]
    public void A_route_that_says_nothing_of_who_may_is_not_open()
    {
        var silent = new RouteEndpoint(_ => Task.CompletedTask, Microsoft.AspNetCore.Routing.Patterns.RoutePatternFactory.Parse("/x"), 0, EndpointMetadataCollection.Empty, "x");
        Assert.False(CurrentPerson.IsOpen(silent));
    }
}
