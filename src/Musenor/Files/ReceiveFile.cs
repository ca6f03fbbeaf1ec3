using Dapper;
using Musenor.Accounts.Access;
using Musenor.Files.Images;
using Musenor.Files.Places;
using Musenor.Files.Scanning;
using Musenor.Files.Sniffing;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Files;

/// <summary>The one gate through which files come in: judged, re-encoded when it is a picture, put in its place, scanned.</summary>
public sealed class ReceiveFile(Database database, FileStore store, ScanFiles scans, TimeProvider clock)
{
    /// <param name="By">The account; null for a stranger.</param>
    public sealed record Form(IncomingFile File, FilePurpose Purpose, string? By);

    private static Texts T => Texts.Of("Files");

    /// <summary>Done with the id of an orphan: <see cref="AttachFile"/> gives it an owner.</summary>
    public async Task<Outcome> Run(Form form, CancellationToken stop = default)
    {
        var (file, purpose, _) = form;
        if (file.IsTooLarge)
        {
            return new Outcome.Invalid(file.Field, T["TooLarge", file.Name, FilePurpose.Size(Math.Min(file.Largest, purpose.Kinds.Max(purpose.LargestOf)))]);
        }

        RecognisedFile recognised;
        await using (var bytes = new FileStream(file.Path!, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            recognised = RecogniseFile.Run(bytes, file.Name, purpose);
        }

        if (recognised.Kind is not { } kind)
        {
            return new Outcome.Invalid(file.Field, recognised.Problem!);
        }

        DeriveImages.Derived? picture = null;
        if (kind.Family == FileFamily.Image)
        {
            (picture, var problem) = await DeriveImages.Run(file.Path!, file.Name, kind, stop);
            if (problem is not null)
            {
                return new Outcome.Invalid(file.Field, problem);
            }
        }

        return await Keep(form, kind, picture, stop);
    }

    private async Task<Outcome> Keep(Form form, FileKind kind, DeriveImages.Derived? picture, CancellationToken stop)
    {
        var id = Guid.CreateVersion7().ToString();
        var place = store.Keep(form.File, picture?.Files ?? []);
        try
        {
            var kept = await database.Write((connection, transaction) => connection.ExecuteAsync("""
                insert into stored_file (id, place, sha256, bytes, media_type, original_name, purpose, uploaded_by, state, state_at, width, height, created_at)
                select @id, @place, @Sha256, @Bytes, @MediaType, @Name, @Purpose, @By, @state, @now, @Width, @Height, @now
                where not exists (select 1 from account where id = @By and state = 'erased')
                """, new
            {
                id,
                place,
                form.File.Sha256,
                form.File.Bytes,
                kind.MediaType,
                form.File.Name,
                Purpose = form.Purpose.Name,
                form.By,
                state = scans.IsInstalled ? FileState.Received : FileState.Ready,
                now = clock.GetUtcNow(),
                picture?.Width,
                picture?.Height,
            }, transaction), stop);
            if (kept == 0)
            {
                throw new ErasedMeanwhile();
            }
        }
        catch
        {
            store.Remove(place);
            throw;
        }

        scans.Ring();
        return new Outcome.Done(id);
    }
}
