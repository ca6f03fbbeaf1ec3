using Dapper;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Accounts.Memberships;

/// <summary>Corrects the function that a person has in a museum: by the person, or by those who manage the museum's members.</summary>
public sealed class ChangePosition(Once once, Journal journal)
{
    public sealed record Form(string Id, string Position, int Version);

    public Task<Outcome> Run(Person who, Form form, string? key = null, CancellationToken stop = default) =>
        once.Write(key, $"ChangePosition:{who.Id}", async (connection, transaction) =>
        {
            var words = Texts.Of("Accounts");
            if (await Membership.Find(connection, transaction, form.Id) is not { } held)
            {
                return new Outcome.Missing();
            }

            if (held.AccountId != who.Id && !who.MayManage(held.Role, held.MuseumId))
            {
                return new Outcome.Refused(words["RefusedText"]);
            }

            var position = form.Position.Trim();
            if (position.Length > 200)
            {
                return new Outcome.Invalid("position", words["TooLong", 200]);
            }

            var changed = await connection.ExecuteAsync("update membership set position = @position, version = version + 1 where id = @Id and version = @Version",
                new { position, form.Id, form.Version }, transaction);
            if (changed == 0)
            {
                var last = (await Journal.Of(connection, "membership", form.Id, 1, transaction)).FirstOrDefault();
                return new Outcome.Conflict(last?.Name ?? "", last?.At ?? held.CreatedAt);
            }

            await journal.Write(connection, transaction, new(who, "membership.position", "membership", held.Id) { Museum = held.MuseumId, Before = held.Position, After = position });
            return new Outcome.Done(held.Id);
        }, stop);
}
