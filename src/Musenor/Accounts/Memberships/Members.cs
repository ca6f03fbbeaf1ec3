using Musenor.Accounts.Access;
using Musenor.Accounts.Administration;
using Musenor.Accounts.History;
using Musenor.Accounts.Messages;
using Musenor.Accounts.Office;

namespace Musenor.Accounts.Memberships;

/// <summary>Members, accounts and journal: what the room's setup says of them.</summary>
internal static class Members
{
    public static void AddMembers(this IServiceCollection services)
    {
        services.AddSingleton<MuseumNames>();
        services.AddSingleton<TellRoles>();
        services.AddSingleton<InviteMember>();
        services.AddSingleton<ResendInvitation>();
        services.AddSingleton<WithdrawInvitation>();
        services.AddSingleton<AcceptInvitation>();
        services.AddScoped<JoinNetwork>();
        services.AddSingleton<AskMembership>();
        services.AddSingleton<DecideMembership>();
        services.AddSingleton<EndMembership.Tell>();
        services.AddSingleton<EndMembership>();
        services.AddSingleton<ChangePosition>();
        services.AddSingleton<MembershipChanges>();
        services.AddSingleton<ListMembers>();
        services.AddSingleton<FindAccounts>();
        services.AddSingleton<EndSessions>();
        services.AddSingleton<LiftFactors>();
        services.AddSingleton<AccountChanges>();
        services.AddSingleton<ReadJournal>();
        services.AddSingleton<WriteExport>();
        services.AddSingleton<IStillTrue, StillAsked>();
        services.AddSingleton<IStillTrue, StillInvited>();
        services.AddSingleton<InviteMember.Sending>();
        services.AddSingleton<IWaiting, WaitingMembers>();
        services.AddOfficeEntry("gestion", "Accounts", "MembersTitle", "/gestion/membres", 70, Rights.ManageMembers);
        services.AddOfficeEntry("gestion", "Accounts", "AccountsTitle", "/gestion/comptes", 75, Rights.ManageAccounts);
        services.AddOfficeEntry("gestion", "Accounts", "JournalTitle", "/gestion/journal", 90, Rights.ReadJournal);
        services.AddOfficeEntry("compte", "Accounts", "MyMuseums", "/compte/musees", 60, Rights.OwnAccount);
    }

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/gestion/membres.csv", ListMembersPage.Csv).WithMetadata(new NeedsAttribute(nameof(Rights.ManageMembers)));
        routes.MapGet("/gestion/comptes.csv", FindAccountsPage.Csv).WithMetadata(new NeedsAttribute(nameof(Rights.ManageAccounts)));
        routes.MapGet("/gestion/journal.csv", ReadJournalPage.Csv).WithMetadata(new NeedsAttribute(nameof(Rights.ReadJournal)));
    }
}
