using System.Text;
using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.Messages;
using Musenor.Accounts.Security;
using Musenor.Collections.Editing;
using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Files.Sniffing;
using Musenor.Web;
using Xunit;

namespace Musenor.Tests.Accounts.PersonalRecords;

/// <summary>What somebody leaves in the rooms of the house beside their membership: files, notices, mails, links, keys.</summary>
internal static class Footprints
{
    private static readonly FilePurpose Any = new("essai", FileKind.All, 1024 * 1024);

    public static async Task Leave(People people, Person person, string museum)
    {
        await Security(people, person);
        await Mails(people, person);
        await Uploads(people, person);
        await Notices(people, person, museum);
    }

    /// <summary>« table: rows » that still lead to somebody erased, among those that nothing may be left of.</summary>
    public static async Task<IReadOnlyList<string>> LeftOf(People people, string account)
    {
        var left = new List<string>();
        await using var connection = await people.Database.Open();
        foreach (var column in new[]
        {
            "account_link.account_id", "account_passkey.account_id", "account_token.account_id", "recovery_code.account_id", "address_change.account_id", "session.account_id", "membership.account_id",
            "data_export.account_id", "erasure.account_id", "invitation.accepted_by", "outbox.account_id", "live_event.account_id", "mail_preference.recipient", "mail_digest.recipient", "stored_file.uploaded_by",
        })
        {
            var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
            var rows = await connection.ExecuteScalarAsync<long>($"select count(*) from {table} where {name} = @account", new { account });
            left.AddRange(rows > 0 ? [$"{column}: {rows}"] : []);
        }

        return left;
    }

    private static async Task Security(People people, Person person)
    {
        // As the person asked for the account, before there was one; and a change of address that waits.
        Assert.IsType<Outcome.Done>(await people.Ask((ChangeEmail change) => change.Run("nouvelle.zebulon@example.org", person)));
        await Sql(people, """
            insert into account_link (token_hash, purpose, address, about, created_at, expires_at)
            values ('sign-up', 'sign_up', upper(@Email), @about, @now, @later)
            """, new { person.Email, about = $"{{\"Email\":\"{person.Email}\",\"Name\":\"Ali\\u00E9nor Z\\u00E9bulon\"}}", now = people.Clock.GetUtcNow(), later = people.Clock.GetUtcNow().AddYears(1) });
        await Sql(people, "insert into account_passkey (credential_id, account_id, data) values (@key, @Id, '{\"Name\":\"clé de Zebulon\"}')", new { key = new byte[] { 1, 2, 3 }, person.Id });
        await Sql(people, "insert into recovery_code (account_id, code_hash) values (@Id, 'h')", new { person.Id });
    }

    private static async Task Mails(People people, Person person)
    {
        await people.Database.Write(async (connection, transaction) =>
        {
            var notify = people.Services.GetRequiredService<INotify>();
            foreach (var category in new[] { Category.Watch, Category.MyRequests, Category.Conversations })
            {
                await notify.Tell(connection, transaction, new Message($"footprint:{category}", category, $"Pour {person.Name}") { AccountId = person.Id, Paragraphs = [$"Bonjour {person.Name}."] });
            }

            return true;
        });
        var now = people.Clock.GetUtcNow();
        // A digest that waits; a mail that left for a former address, and came back.
        await Sql(people, "update outbox set state = 'held', next_at = @later where event = 'footprint:Watch' and channel = 'mail'", new { later = now.AddYears(1) });
        await Sql(people, "update outbox set state = 'sent', sent_to = 'ancienne.zebulon@example.org', message_id = 'm1' where event = 'footprint:MyRequests' and channel = 'mail'");
        await Sql(people, """
            insert into mail_bounce (id, address_key, at, points, problem, message_id) values
                ('b1', 'ancienne.zebulon@example.org', @now, 2, '550 ancienne.zebulon@example.org', 'm1'), ('b2', @Email, @now, 2, '550', 'm2')
            """, new { now, person.Email });
        await Sql(people, "insert into mail_preference (recipient, category, frequency, changed_at) values (@Id, 'Watch', 'weekly', @now), (@Email, 'Watch', 'off', @now)", new { person.Id, person.Email, now });
        await Sql(people, "insert into mail_digest (recipient, last_sent_at) values (@Id, @now), (@Email, @now)", new { person.Id, person.Email, now });
    }

    private static async Task Uploads(People people, Person person)
    {
        foreach (var (name, text, attached) in new[] { ($"CV {person.Name}.txt", $"Je suis {person.Name}.", false), ($"Relevé de {person.Name}.txt", "Hauteur 12 cm.", true) })
        {
            using var bytes = new MemoryStream(Encoding.UTF8.GetBytes(text));
            using var file = await people.Services.GetRequiredService<FileStore>().Receive("file", name, bytes, 1024);
            var id = Assert.IsType<Outcome.Done>(await people.Ask((ReceiveFile receive) => receive.Run(new(file, Any, person.Id)))).Id;
            if (attached)
            {
                Assert.IsType<Outcome.Done>(await people.Ask((AttachFile attach) => attach.Run(new(id, "essai", "1", person.Id))));
            }
        }
    }

    private static async Task Notices(People people, Person person, string museum)
    {
        var number = Random.Shared.Next(1_000_000, 2_000_000);
        await Sql(people, """
            insert into notice (ref, number, museum_id, inventory_key, fields, created_at, updated_at, revision) values (@reference, @number, @museum, 'Z 1', '{"TITR":"Vase"}', @now, @now, @number)
            """, new { reference = "MZ1", number, museum, now = people.Clock.GetUtcNow() });
        await Sql(people, "insert into notice_edit (ref, code, account_id, edited_at) values ('MZ1', 'TITR', @Id, @now)", new { person.Id, now = people.Clock.GetUtcNow() });
        await Sql(people, """
            insert into import_request (id, file_name, museum_id, account_id, state, asked_at, queued_at) values ('ir1', @file, @museum, @Id, 'dropped', @now, @now)
            """, new { file = $"inventaire de {person.Name}.csv", museum, person.Id, now = people.Clock.GetUtcNow() });
        var again = await people.Again(person.Id);
        Assert.IsType<Outcome.Done>(await people.Ask((WithdrawNotices withdraw) => withdraw.Run(again, new(["MZ1"], "autre", $"signalé par {person.Name}"))));
    }

    private static async Task Sql(People people, string sql, object? values = null)
    {
        await using var connection = await people.Database.Open();
        await connection.ExecuteAsync(sql, values);
    }
}
