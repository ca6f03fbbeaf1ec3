using System.Data.Common;
using Dapper;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Files;
using Musenor.Files.Places;
using Musenor.Files.Sniffing;
using Musenor.Museums;
using Musenor.Storage;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Workshop;

/// <summary>Somebody hands over a file of notices: kept, put in the queue, tried first.</summary>
internal sealed class AskImport(AskImport.Shelves files, Once once, MuseumDirectory museums, Journal journal, TimeProvider clock)
{
    internal const long Largest = 500L * 1024 * 1024;

    /// <summary>What the importer opens: it judges the bytes itself.</summary>
    public static readonly FilePurpose Purpose = new("import", [FileKind.Csv, FileKind.Txt, FileKind.Xlsx, FileKind.Tsv, FileKind.Xml, FileKind.Json], Largest) { IsJudgedByItsReader = true };

    /// <param name="MuseumId">Null: each row says its own, for the team of the network.</param>
    public sealed record Form(IncomingFile? File, string? MuseumId, string? Profile, bool IgnoresEmpty, bool IsWhole, string? Key = null)
    {
        /// <summary>No file: the notices that the national base has of the museum.</summary>
        public bool IsNational { get; init; }
    }

    public sealed record Shelves(ReceiveFile Receive, AttachFile Attach, DropFile Drop, Database Database);

    /// <summary>Done with the id of the request.</summary>
    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        var words = Texts.Of("Collections");
        if (form.MuseumId is null && !who.May(Rights.EditNotices, null))
        {
            return new Outcome.Invalid("musee", words["Imports.ChooseMuseum"]);
        }

        if (!who.May(Rights.EditNotices, form.MuseumId))
        {
            return new Outcome.Refused(words["Imports.Refused"]);
        }

        if (form.MuseumId is not null && !(await museums.Read(stop)).ById.ContainsKey(form.MuseumId))
        {
            return new Outcome.Invalid("musee", words["Imports.NoMuseum"]);
        }

        if (form.IsNational)
        {
            return form.MuseumId is null ? new Outcome.Invalid("musee", words["Imports.NationalNeedsMuseum"])
                : form.File is not null ? new Outcome.Invalid("fichier", words["Imports.NationalOrFile"])
                : await FromNational(who, form, stop);
        }

        if (form.File is null)
        {
            return new Outcome.Invalid("fichier", words["Imports.NoFile"]);
        }

        if (form.IsWhole && form.MuseumId is null)
        {
            return new Outcome.Invalid("musee", words["Imports.WholeNeedsMuseum"]);
        }

        return await Received(who, form, form.File, stop);
    }

    private async Task<Outcome> FromNational(Person who, Form form, CancellationToken stop)
    {
        if ((await museums.Read(stop)).ById[form.MuseumId!].MuseofileCode is not { } code)
        {
            return new Outcome.Invalid("musee", Texts.Of("Collections")["Imports.NationalNeedsCode"]);
        }

        return await once.Write(form.Key is null ? null : $"{form.Key}.national", $"AskImport:{who.Id}", async (connection, transaction) =>
            new Outcome.Done(await Write(connection, transaction, who, form, new($"base-nationale-{code}.json", "", null))), stop);
    }

    private sealed record Source(string Name, string Hash, string? FileId);

    private async Task<Outcome> Received(Person who, Form form, IncomingFile file, CancellationToken stop)
    {
        var received = await files.Receive.Run(new(file, Purpose, who.AccountId), stop);
        if (received is not Outcome.Done(var fileId))
        {
            return received;
        }

        // The same form with another file is another sending.
        var outcome = await once.Write(form.Key is null ? null : $"{form.Key}.{file.Sha256[..16]}", $"AskImport:{who.Id}", async (connection, transaction) =>
        {
            var id = await Write(connection, transaction, who, form, new(file.Name, file.Sha256.ToUpperInvariant(), fileId));
            return new Outcome.Done(id);
        }, stop);
        var (isKept, request) = outcome is Outcome.Done(var asked) ? (await files.Attach.Run(new(fileId, ImportGate.Kind, asked, who.AccountId), stop) is Outcome.Done, asked) : (false, "");
        if (!isKept || !await IsOf(request, fileId, stop))
        {
            await files.Drop.Run(fileId, stop); // a sending repeated: the first one has its file
        }

        return outcome;
    }

    private async Task<bool> IsOf(string request, string fileId, CancellationToken stop)
    {
        await using var connection = await files.Database.Open(stop);
        return await connection.ExecuteScalarAsync<string?>("select file_id from import_request where id = @request", new { request }) == fileId;
    }

    private async Task<string> Write(DbConnection connection, DbTransaction transaction, Person who, Form form, Source source)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString();
        await connection.ExecuteAsync("""
            insert into import_request (id, file_id, file_name, file_hash, museum_id, account_id, profile, ignores_empty, is_whole, is_national, state, asked_at, queued_at)
            values (@id, @FileId, @Name, @Hash, @MuseumId, @AccountId, @Profile, @IgnoresEmpty, @IsWhole, @IsNational, 'trial', @now, @now)
            """, new { id, source.FileId, source.Name, source.Hash, form.MuseumId, who.AccountId, form.Profile, form.IgnoresEmpty, form.IsWhole, form.IsNational, now }, transaction);
        await journal.Write(connection, transaction, new Journal.Entry(who, "import.ask", "import", id) { Museum = form.MuseumId, After = source.Name });
        return id;
    }
}
