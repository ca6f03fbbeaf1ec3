using Musenor.Accounts.Access;
using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Museums.Practical;
using Musenor.Web;

namespace Musenor.Museums.Picture;

/// <summary>Puts a photograph on the page of a museum, changes its words, or takes it off.</summary>
internal sealed class KeepPicture(KeepPractical keep, PracticalShelf shelf, ReceiveFile receive, AttachFile attach, KeepPicture.Shelves files)
{
    /// <param name="Version">Of the photograph that the person saw; 0 when there was none.</param>
    /// <param name="File">Null keeps the one that is there.</param>
    public sealed record Form(string MuseumId, long Version, IncomingFile? File, string Alt, string Credit, bool Remove, string? Key = null);

    public sealed record Shelves(StoredFiles Stored, DropFile Drop);

    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        var words = Texts.Of("Museums");
        if (!who.May(Rights.EditMuseum, form.MuseumId))
        {
            return new Outcome.Refused(words["Edit.Refused"]);
        }

        var now = (await shelf.Read(stop)).ById.GetValueOrDefault(form.MuseumId);
        var block = form.Remove ? new PracticalBlock.Picture(null, 0, 0, "", "")
            : new PracticalBlock.Picture(now?.PictureFile, now?.PictureWidth ?? 0, now?.PictureHeight ?? 0, form.Alt, form.Credit);
        if (form.File is null || form.Remove)
        {
            return block.File is null && !form.Remove ? new Outcome.Invalid("photo", words["Picture.No.photo"]) : await Save(who, form, block, stop);
        }

        // The words first: a photograph is sent again for each refusal.
        if (KeepPractical.CheckTexts(block with { File = "" }) is { Count: > 0 } problems)
        {
            return new Outcome.Invalid(problems);
        }

        return await Received(who, form, stop) is var (outcome, file) && file is not null
            ? await Save(who, form, block with { File = file.Id, Width = file.Width!.Value, Height = file.Height!.Value }, stop)
            : outcome;
    }

    private async Task<(Outcome Outcome, StoredFile? File)> Received(Person who, Form form, CancellationToken stop)
    {
        var outcome = await receive.Run(new(form.File!, MuseumPicture.Purpose, who.AccountId), stop);
        if (outcome is not Outcome.Done(var id))
        {
            return (outcome, null);
        }

        // Owned before it is shown: stopped in between, the next change takes it away.
        outcome = await attach.Run(new(id, MuseumPicture.Kind, form.MuseumId, who.AccountId), stop);
        return (outcome, outcome is Outcome.Done ? await files.Stored.Find(id, stop) : null);
    }

    private async Task<Outcome> Save(Person who, Form form, PracticalBlock.Picture block, CancellationToken stop)
    {
        // The same words with another photograph are another sending.
        var key = form.Key is null ? null : $"{form.Key}.{form.File?.Sha256[..16]}";
        var outcome = await keep.Run(who, new(form.MuseumId, form.Version, block, key), stop);
        var shown = (await shelf.Read(stop)).ById.GetValueOrDefault(form.MuseumId)?.PictureFile;
        foreach (var file in await files.Stored.Of(MuseumPicture.Kind, form.MuseumId, stop))
        {
            // What somebody else is putting up at this moment is younger than what is shown: it stays. Ours that was refused goes.
            var isOurs = form.File is not null && file.Id == block.File;
            if (file.Id != shown && (isOurs || (outcome is Outcome.Done && (shown is null || string.CompareOrdinal(file.Id, shown) < 0))))
            {
                await files.Drop.Run(file.Id, stop);
            }
        }

        return outcome;
    }
}
