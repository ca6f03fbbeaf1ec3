using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Collections.Media.Photographs.Reading;
using Musenor.Files.Places;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Media.Photographs.Views;

/// <summary>Photographs sent in the browser: to one notice, or to a museum, by their names. The same files sent again change nothing.</summary>
public sealed class AddPhotographs(Database database, ImportPhotographs import, Journal journal)
{
    /// <param name="Ref">The notice of all; null: by the names of the files, or by the CSV list that was sent with them.</param>
    public sealed record Form(string MuseumId, string? Ref, IReadOnlyList<IncomingFile> Files, string Licence, string Photographer);

    /// <summary>The report, or why nothing was done.</summary>
    public async Task<(PhotographReport? Report, Outcome? Refusal)> Run(Person who, Form form, CancellationToken stop = default)
    {
        var words = Texts.Of("Collections");
        if (!who.May(Rights.EditNotices, form.MuseumId))
        {
            return (null, new Outcome.Refused(words["Edit.Refused"]));
        }

        if (form.Files.Count == 0)
        {
            return (null, new Outcome.Invalid("photos", words["Photos.ChooseSome"]));
        }

        using var sent = new SentPhotographs(form.Files);
        var report = await import.Run(
            new(words["Photos.Sent"], form.MuseumId, sent.List, form.Licence, form.Photographer) { Ref = form.Ref, Who = who }, sent, null, stop);
        if (report.Refusal is not null)
        {
            return (null, new Outcome.Invalid("photos", report.Refusal));
        }

        if (report.Attached + report.Waiting > 0)
        {
            await database.Write(async (connection, transaction) =>
            {
                var kind = form.Ref is null ? "museum" : "notice";
                await journal.Write(connection, transaction, new Journal.Entry(who, form.Ref is null ? "museum.photographs" : "notice.picture_add", kind, form.Ref ?? form.MuseumId)
                {
                    Museum = form.MuseumId,
                    After = words["Photos.JournalCounts", report.Attached, report.Waiting],
                });
                return 0;
            }, stop);
        }

        return (report, null);
    }
}
