using Musenor.Accounts.Messages;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Notifications.Preferences;

/// <summary>Turns off what the signed address of a mail says, without signing in: one category, or all mails that may be turned off.</summary>
public sealed class Unsubscribe(Database database, UnsubscribeLink links, TimeProvider clock)
{
    public sealed record Form(string Token, bool All);

    public async Task<Outcome> Run(Form form, CancellationToken stop = default)
    {
        if (links.Read(form.Token) is not { } target)
        {
            return new Outcome.Missing();
        }

        await database.Write(async (connection, transaction) =>
        {
            if (!form.All)
            {
                await ChoosePreferences.Set(connection, transaction, target.Recipient, target.Category, target.Kind, Frequency.Off, clock.GetUtcNow());
                return true;
            }

            foreach (var category in Enum.GetValues<Category>().Where(Frequencies.IsOptional))
            {
                await ChoosePreferences.Set(connection, transaction, target.Recipient, category, "", Frequency.Off, clock.GetUtcNow());
            }

            // Kinds chosen one by one would otherwise stay on.
            return await TurnKindsOff(connection, transaction, target.Recipient);
        }, stop);
        return new Outcome.Done(target.Category.ToString());
    }

    private async Task<bool> TurnKindsOff(System.Data.Common.DbConnection connection, System.Data.Common.DbTransaction transaction, string recipient)
    {
        foreach (var chosen in (await Chosen.All(connection, recipient, transaction)).Where(c => c.Kind.Length > 0))
        {
            await ChoosePreferences.Set(connection, transaction, recipient, Enum.Parse<Category>(chosen.Category), chosen.Kind, Frequency.Off, clock.GetUtcNow());
        }

        return true;
    }
}
