using System.Data.Common;
using System.Globalization;
using Dapper;
using Musenor.Accounts.Identity;
using Musenor.Web;
using Musenor.Web.Abuse;
using Musenor.Web.Forms;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>What this room keeps: accounts, sessions, roles, invitations, the journal, requests.</summary>
internal sealed class AccountRecords(ExportFiles files) : IPersonalRecords
{
    private static readonly Texts Words = Texts.Of("Accounts");

    public IReadOnlyList<Processing> Processings { get; } =
        [new("Accounts", "accounts"), new("Accounts", "memberships"), new("Accounts", "security"), new("Accounts", "journal"), new("Accounts", "requests")];

    public IReadOnlyList<string> Tables { get; } =
    [
        "account", "account_claim", "account_login", "account_token", "account_passkey", "account_link", "address_change", "recovery_code", "session", "membership", "invitation",
        "journal", "data_export", "erasure", "erased_account", "inactivity_warning", "data_request", "receipt", "quota",
    ];

    public async Task Export(DbConnection connection, Subject person, PersonalArchive archive, CancellationToken stop)
    {
        foreach (var (key, title, sql) in Exported)
        {
            var rows = await connection.QueryAsync(new CommandDefinition(sql, new { id = person.AccountId, key = AddressFolding.Fold(person.Emails[0]) }, cancellationToken: stop));
            archive.Add(key, Words[title], rows.Select(row => (IReadOnlyList<(string, string)>)[.. ((IDictionary<string, object?>)row).Where(f => f.Value is not null)
                .Select(f => (f.Key, Convert.ToString(f.Value, CultureInfo.InvariantCulture) ?? ""))]));
        }
    }

    public async Task<IReadOnlyList<Fate>> Preview(DbConnection connection, Subject person, CancellationToken stop)
    {
        var id = person.AccountId;
        var sessions = await connection.ExecuteScalarAsync<long>("select count(*) from session where account_id = @id", new { id });
        var roles = await connection.ExecuteScalarAsync<long>("select count(*) from membership where account_id = @id", new { id });
        var acts = await connection.ExecuteScalarAsync<long>("select count(*) from journal where account_id = @id", new { id });
        return
        [
            new(Words["FateAccount"], false), new(Words["FateSessions", sessions], false), new(Words["FateRoles", roles], false), new(Words["FateExports"], false),
            new(Words["FateJournal", acts, Subject.Gone], true),
        ];
    }

    public async Task Erase(DbConnection connection, DbTransaction transaction, Subject person)
    {
        files.Delete(person.AccountId);
        var values = new { id = person.AccountId, gone = Subject.Gone, user = $"erased-{person.AccountId}" };
        foreach (var sql in Erased)
        {
            await connection.ExecuteAsync(sql, values, transaction);
        }

        foreach (var email in person.Emails)
        {
            await connection.ExecuteAsync("delete from invitation where email_key = @key", new { key = AddressFolding.Fold(email) }, transaction);
            // Asked before there was an account, or by a stranger in this person's name.
            await connection.ExecuteAsync("delete from account_link where address = @key", new { key = AddressFolding.Fold(email) }, transaction);
        }

        await EraseRequests(connection, transaction, person);
        await JournalNames.Erase(connection, transaction, person);
        await EraseFromRoles(connection, transaction, person);
    }

    /// <summary>« Replaced by … »: what was written about the roles of others.</summary>
    private static async Task EraseFromRoles(DbConnection connection, DbTransaction transaction, Subject person)
    {
        var roles = await connection.QueryAsync<(string Id, string Reason, string Position)>("select id, reason, position from membership where reason <> '' or position <> ''", transaction: transaction);
        foreach (var (id, reason, position) in roles.Where(r => person.IsNamedIn($"{r.Reason}\n{r.Position}")))
        {
            await connection.ExecuteAsync("update membership set reason = @reason, position = @position where id = @id",
                new { id, reason = person.Clean(reason), position = person.Clean(position) }, transaction);
        }

        var invitations = await connection.QueryAsync<(string Id, string Position)>("select id, position from invitation where position <> ''", transaction: transaction);
        foreach (var (id, position) in invitations.Where(i => person.IsNamedIn(i.Position)))
        {
            await connection.ExecuteAsync("update invitation set position = @position where id = @id", new { id, position = person.Clean(position) }, transaction);
        }
    }

    public async Task<IReadOnlyList<Removed>> Retain(DbConnection connection, DbTransaction transaction, Retention run)
    {
        var year = new { before = run.MonthsAgo(12) };
        files.Sweep((await connection.QueryAsync<string>("select id from data_export where state in ('asked', 'building') or (state = 'ready' and expires_at >= @Now)", run, transaction)).ToHashSet(), run);
        return
        [
            new(Words["RetainedSessions"], await connection.ExecuteAsync("delete from session where coalesce(ended_at, last_seen_at) < @before", year, transaction)),
            new(Words["RetainedSecurity"], await connection.ExecuteAsync("""
                delete from journal where at < @before and (action like 'session.%' or action like 'export.%' or action like 'account.address%' or action like 'account.passkey%'
                    or action like 'account.password%' or action like 'account.second_factor%' or action in ('account.recovery_codes', 'account.not_me'))
                """, year, transaction)),
            new(Words["RetainedInvitations"], await connection.ExecuteAsync("""
                delete from invitation where (state = 'waiting' and expires_at < @month) or (state <> 'waiting' and answered_at < @month)
                """, new { month = run.Before(30) }, transaction)),
            new(Words["RetainedRefusals"], await connection.ExecuteAsync("delete from membership where state = 'refused' and decided_at < @before", year, transaction)),
            new(Words["RetainedExports"], await connection.ExecuteAsync("update data_export set state = 'expired' where state = 'ready' and expires_at < @Now", run, transaction)),
            new(Words["RetainedExportLines"], await connection.ExecuteAsync("delete from data_export where asked_at < @before", year, transaction)),
            new(Words["RetainedRequests"], await connection.ExecuteAsync("delete from data_request where state = 'closed' and answered_on < @day",
                new { day = DateOnly.FromDateTime(run.MonthsAgo(12).UtcDateTime) }, transaction)),
            new(Words["RetainedReceipts"], await Once.Forget(connection, transaction, run.Before(30))),
            new(Words["RetainedLinks"], await connection.ExecuteAsync("delete from account_link where expires_at <= @Now", run, transaction)
                + await connection.ExecuteAsync("delete from address_change where expires_at <= @Now", run, transaction)),
            new(Words["RetainedCounters"], await Quota.ForgetEnded(connection, transaction, run.Now)),
        ];
    }

    private static async Task EraseRequests(DbConnection connection, DbTransaction transaction, Subject person)
    {
        var requests = await connection.QueryAsync<(string Id, string Person, string Contact, string Details, string Answer)>("select id, person, contact, details, answer from data_request", transaction: transaction);
        foreach (var (id, name, contact, details, answer) in requests.Where(r => person.IsNamedIn($"{r.Person}\n{r.Contact}\n{r.Details}\n{r.Answer}")))
        {
            await connection.ExecuteAsync("update data_request set person = @name, contact = @contact, details = @details, answer = @answer where id = @id",
                new { id, name = person.Clean(name), contact = person.Clean(contact), details = person.Clean(details), answer = person.Clean(answer) }, transaction);
        }
    }

    // The row of the account stays, without a name: acts of the journal lead to it. What hangs on it goes.
    private static readonly string[] Erased =
    [
        "delete from account_claim where account_id = @id", "delete from account_login where account_id = @id", "delete from account_token where account_id = @id",
        "delete from account_passkey where account_id = @id", "delete from account_link where account_id = @id", "delete from address_change where account_id = @id",
        "delete from recovery_code where account_id = @id", "delete from session where account_id = @id", "delete from membership where account_id = @id",
        "delete from data_export where account_id = @id", "delete from erasure where account_id = @id", "delete from inactivity_warning where account_id = @id",
        "delete from invitation where accepted_by = @id",
        """
        update account set user_name = @user, normalized_user_name = upper(@user), email = @user, normalized_email = upper(@user), email_confirmed = (1 = 0), password_hash = null,
            security_stamp = @user, concurrency_stamp = @user, phone_number = null, totp_step = 0, two_factor_enabled = (1 = 0), name = @gone, state = 'erased', last_seen_at = null
        where id = @id
        """,
    ];

    private static readonly (string Key, string Title, string Sql)[] Exported =
    [
        ("account", "ArchiveAccount", "select name as nom, email as adresse, email_confirmed as adresse_confirmee, two_factor_enabled as double_authentification, created_at as cree_le, last_seen_at as vu_le from account where id = @id"),
        ("passkeys", "ArchivePasskeys", "select count(*) as nombre from account_passkey where account_id = @id"),
        ("recovery_codes", "ArchiveRecoveryCodes", "select count(*) as nombre from recovery_code where account_id = @id"),
        ("address_changes", "ArchiveAddressChanges", "select new_address as nouvelle_adresse, expires_at as valable_jusqu_au from address_change where account_id = @id"),
        ("links", "ArchiveLinks", "select purpose as usage, created_at as envoye_le, expires_at as valable_jusqu_au from account_link where account_id = @id order by created_at"),
        ("sessions", "ArchiveSessions", "select created_at as ouverte_le, last_seen_at as vue_le, ended_at as fermee_le, browser as navigateur, address as adresse_ip, proof as preuve from session where account_id = @id order by created_at"),
        ("memberships", "ArchiveMemberships", "select role, museum_id as musee, bound_to as structure, state as etat, starts_on as du, ends_on as au, position as fonction, reason as motif from membership where account_id = @id order by created_at"),
        ("invitations", "ArchiveInvitations", "select role, museum_id as musee, position as fonction, state as etat, created_at as envoyee_le, expires_at as valable_jusqu_au from invitation where email_key = @key order by created_at"),
        ("journal", "ArchiveJournal", "select at as le, action, museum_id as musee, object_kind as objet, object_id as identifiant, before as avant, after as apres, reason as motif from journal where account_id = @id or (object_kind = 'account' and object_id = @id) order by at"),
        ("exports", "ArchiveExports", "select asked_at as demande_le, state as etat, expires_at as valable_jusqu_au from data_export where account_id = @id order by asked_at"),
    ];
}
