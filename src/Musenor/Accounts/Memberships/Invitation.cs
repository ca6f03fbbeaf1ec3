using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Musenor.Accounts.Identity;
using Musenor.Accounts.Messages;
using Musenor.Web;

namespace Musenor.Accounts.Memberships;

/// <summary>A role offered to a mail address.</summary>
public sealed record Invitation
{
    public static readonly TimeSpan Life = TimeSpan.FromDays(14);

    public const string Columns = """
        select i.id, i.email, i.role as role_key, i.museum_id, i.bound_to, i.position, i.state, i.invited_by, coalesce(a.name, '') as invited_by_name, i.created_at, i.expires_at
        from invitation i left join account a on a.id = i.invited_by

        """;

    public string Id { get; init; } = "";
    public string Email { get; init; } = "";
    public string RoleKey { get; init; } = "";
    public string? MuseumId { get; init; }
    public string? BoundTo { get; init; }
    public string Position { get; init; } = "";
    public string State { get; init; } = "";
    public string? InvitedBy { get; init; }
    public string InvitedByName { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }

    public Role Role => Roles.Read(RoleKey)!.Value;

    public string Title(MuseumNames.Known museums) => Membership.TitleOf(Role, MuseumId is null ? BoundTo : museums[MuseumId]);

    /// <summary>As addresses are compared: the same folding as Identity's.</summary>
    internal static string KeyOf(string email) => AddressFolding.Fold(email.Trim())!;

    public static Task<Invitation?> Find(DbConnection connection, DbTransaction? transaction, string id) =>
        connection.QuerySingleOrDefaultAsync<Invitation?>(Columns + "where i.id = @id", new { id }, transaction);

    public static Task<Invitation?> Opened(DbConnection connection, DbTransaction? transaction, string token) =>
        connection.QuerySingleOrDefaultAsync<Invitation?>(Columns + "where i.token_hash = @hash", new { hash = SecretLink.HashOf(token) }, transaction);

    /// <summary>The mail with its link. Each sending is an event of its own: the former link is void.</summary>
    internal static Message Mail(string email, SecretLink link, string title, string by)
    {
        var words = Texts.Of("Accounts");
        return new Message($"invitation:{link.Hash}", Category.MyRequests, words["InvitationSubject", title])
        {
            Address = email.Trim(),
            Check = StillInvited.Key,
            About = link.Hash,
            Paragraphs = [words[by.Length > 0 ? "InvitationBy" : "InvitationByNetwork", title, by], words["InvitationHow"], words["InvitationIgnore"]],
            ActionLabel = words["InvitationOpen"],
            ActionPath = $"/invitation/{link.Token}",
        };
    }
}

/// <summary>An invitation taken back, answered or sent again with a new link is not mailed any more.</summary>
public sealed class StillInvited : IStillTrue
{
    public const string Key = "invitation.waiting";

    public string Name => Key;

    public async Task<bool> Ask(DbConnection connection, string about, string? account) =>
        await connection.ExecuteScalarAsync<long>("select count(*) from invitation where token_hash = @about and state = 'waiting'", new { about }) > 0;
}
