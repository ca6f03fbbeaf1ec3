using System.Data.Common;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Museums.Practical.Editing;

/// <summary>
/// « Ces renseignements sont toujours justes »: the day on which somebody said so. From then on the hours are theirs: an import of the
/// ministry's file leaves them, as it leaves what a person typed.
/// </summary>
public sealed class ConfirmHours(Once once, Journal journal, TimeProvider clock)
{
    public const string Action = "museum.confirm";

    /// <param name="Version">Of the hours that the person read.</param>
    public sealed record Form(string MuseumId, long Version, string? Key = null);

    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default) => who.May(Rights.EditMuseum, form.MuseumId)
        ? once.Write(form.Key, $"ConfirmHours:{form.MuseumId}:{who.Id}", (connection, transaction) => Write(connection, transaction, who, form), stop)
        : Task.FromResult<Outcome>(new Outcome.Refused(Texts.Of("Museums")["Edit.Refused"]));

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, Form form)
    {
        var rows = new PracticalRows(connection, transaction, clock);
        if (await rows.Find(form.MuseumId) is not { HoursState: not "none" } stored)
        {
            return new Outcome.Missing();
        }

        if (stored.HoursVersion != form.Version)
        {
            return new Outcome.Conflict("", stored.UpdatedAt);
        }

        var today = ParisDay.Today(clock);
        await rows.Put(stored with { ConfirmedOn = today, HoursSource = "person" }, isNew: false);
        await journal.Write(connection, transaction, new Journal.Entry(who, Action, "museum", form.MuseumId)
        {
            Museum = form.MuseumId,
            Before = stored.ConfirmedOn is { } day ? HoursWords.Day(day) : null,
            After = HoursWords.Day(today),
        });
        return new Outcome.Done(form.MuseumId);
    }
}
