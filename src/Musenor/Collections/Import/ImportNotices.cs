using System.Diagnostics;
using Dapper;
using Musenor.Collections.Import.Profiles;
using Musenor.Collections.Vocabularies;
using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>
/// Brings a museum's file into the catalogue: recognised by what it holds, read in a stream, written batch by batch. Good rows go in;
/// each bad one is reported with what to do. Killed and started again on the same bytes, it goes on where it stopped.
/// </summary>
public sealed class ImportNotices(Database database, SettleBatches settle, LoadedVocabularies vocabularies, DataFolder folder)
{
    private const int BatchSize = 500;

    // Characters.
    private const int LargestBatch = 2_000_000;
    private static readonly string[] PopMandatory = ["REF", "MUSEO", "INV", "DOMN", "STAT"];
    private static readonly string[] OpenDataMandatory = ["MUSEO"];

    /// <param name="MuseumId">Museum of every row, where rows do not say; rows of another museum are refused.</param>
    /// <param name="IsDryRun">Does everything, then undoes it.</param>
    /// <param name="Profile">Name or identifier of a mapping profile, perhaps « identifier@version »; null: the columns say what they are.</param>
    /// <param name="IgnoresEmpty">A blank cell leaves its field; POP's rule is that it empties it.</param>
    public sealed record Form(string Path, string? MuseumId = null, bool IsDryRun = false, string? Profile = null, bool IgnoresEmpty = false)
    {
        /// <summary>As its sender called it, where the path does not tell.</summary>
        public string Name { get; init; } = System.IO.Path.GetFileName(Path);

        /// <summary>Asked in the workshop: a dry run is then kept, and resumed, like an import.</summary>
        public string? Request { get; init; }

        /// <summary>The file holds the whole collection: what it names is remembered, so that the rest can be told.</summary>
        public bool IsWhole { get; init; }
    }

    public async Task<ImportReport> Run(Form form, IProgress<ImportProgress>? progress = null, CancellationToken stop = default)
    {
        var watch = Stopwatch.StartNew();
        var about = new ImportReport { FileName = form.Name, IsDryRun = form.IsDryRun };
        var writer = settle.Writer(ImportOptions.Of(form, null));
        try
        {
            var (profile, file, refusal) = await Open(form);
            using (file)
            {
                if (file is null)
                {
                    return about with { Refusal = $"« {Shown(form)} » : {refusal}" };
                }

                about = about with { Format = file.Format.Name, Encoding = file.Encoding, IgnoredColumns = file.Format.Ignored, MissingColumns = file.Format.Missing };
                refusal = await UnknownMuseum(form) ?? NoMuseum(form, file);
                if (refusal is not null)
                {
                    return about with { Refusal = $"« {Shown(form)} » : {refusal}" };
                }

                var survey = Survey.Of(file, form.MuseumId, folder, progress, stop);
                return survey.Refusal is not null
                    ? about with { Refusal = $"« {Shown(form)} » : {survey.Refusal}" }
                    : await Import(form, profile, file, survey, writer, about, progress, stop) with { ElapsedMs = watch.ElapsedMilliseconds };
            }
        }
        catch (OperationCanceledException)
        {
            return about with { IsInterrupted = true, ElapsedMs = watch.ElapsedMilliseconds };
        }
        catch (Exception e) when (ImportFailure.Sentence(e, writer.Record.RowsDone) is { } sentence)
        {
            return Report(about, writer.Record) with { Failure = $"« {Shown(form)} » : {sentence}", ElapsedMs = watch.ElapsedMilliseconds };
        }
    }

    private async Task<ImportReport> Import(
        Form form, ProfileInUse? profile, SourceFile file, Survey survey, BatchWriter writer, ImportReport about, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        await writer.Begin(file, about.FileName, profile?.Mark);
        about = about with { ResumedAt = writer.Record.RowsDone };
        await using var reports = new ReportFiles(folder, writer.Record.Id, file.Format, survey.Codes);
        var terms = new TermRemarks((await vocabularies.Current(stop)).Control);
        await WriteBatches(new CheckRow(file.Format, form.MuseumId?.ToUpperInvariant(), survey.Duplicates, terms), file, writer, reports, progress, stop);
        if (file.HasChanged || writer.Record.State == "failed")
        {
            var why = file.HasChanged ? "le fichier a été modifié pendant l’import. Relancer quand il ne change plus." : "l’import a été annulé pendant qu’il se faisait.";
            return Report(about, writer.Record) with { Failure = $"« {Shown(form)} » : {why}" };
        }

        about = about with { IsInterrupted = stop.IsCancellationRequested && !writer.IsWhole };
        if (!about.IsInterrupted)
        {
            await writer.Finish();
        }

        await WriteReports(reports, writer);
        return Report(about, writer.Record) with { Rejects = reports.Rejects, WarningList = reports.Warnings };
    }

    /// <summary>Until the end, or a reason to stop.</summary>
    private static async Task WriteBatches(
        CheckRow check, SourceFile file, BatchWriter writer, ReportFiles reports, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        long at = 0;
        // The next batches are read and checked while this one is written.
        using var ahead = new ReadAhead<CheckedRow[]>(Batches(file.Rows()).Select(batch => batch.ConvertAll(check.Run).ToArray()));
        foreach (var rows in ahead.All())
        {
            // A batch that is begun is finished: stopping leaves no notice half written.
            if (stop.IsCancellationRequested || file.HasChanged || writer.Record.State == "failed")
            {
                return;
            }

            if (at + rows.Length > writer.Record.RowsDone)
            {
                reports.Add(await writer.Write(rows, at, file.Format.IsPop ? PopMandatory : OpenDataMandatory));
            }

            at += rows.Length;
            progress?.Report(new ImportProgress("Import", file.Share, at));
        }

        writer.IsWhole = true;
    }

    /// <summary>The command line shows the path, as it was typed.</summary>
    private static string Shown(Form form) => form.Request is null ? form.Path : form.Name;

    /// <summary>Batches of rows, smaller where rows are long: memory stays bounded.</summary>
    private static IEnumerable<List<SourceRow>> Batches(IEnumerable<SourceRow> rows)
    {
        var batch = new List<SourceRow>(BatchSize);
        var size = 0L;
        foreach (var row in rows)
        {
            batch.Add(row);
            size += row.Size;
            if (batch.Count == BatchSize || size > LargestBatch)
            {
                yield return batch;
                (batch, size) = (new List<SourceRow>(BatchSize), 0);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private async Task<(ProfileInUse? Profile, SourceFile? File, string? Refusal)> Open(Form form)
    {
        var (profile, refusal) = await ProfileOf(form);
        if (refusal is not null)
        {
            return (null, null, refusal);
        }

        (var file, refusal) = SourceFile.Open(form.Path, profile?.Profile, form.IgnoresEmpty);
        return (profile, file, refusal);
    }

    /// <summary>The profile that was asked for; in the version with which the same file began, when it was stopped on its way.</summary>
    private async Task<(ProfileInUse? Profile, string? Refusal)> ProfileOf(Form form)
    {
        if (form.Profile is null)
        {
            return (null, null);
        }

        await using var connection = await database.Open();
        var (profile, refusal) = await FindProfile.Run(connection, form.Profile, form.MuseumId);
        var isPinned = form.Profile.Contains('@', StringComparison.Ordinal);
        return profile is null || isPinned || !File.Exists(form.Path)
            ? (profile, refusal)
            : (await FindProfile.AsBegun(connection, profile, SourceFile.HashOf(form.Path), p => ImportOptions.Of(form, p.Mark).Text), null);
    }

    private async Task<string?> UnknownMuseum(Form form)
    {
        if (form.MuseumId is null)
        {
            return null;
        }

        await using var connection = await database.Open();
        var known = await connection.ExecuteScalarAsync<long>("select count(*) from museum where id = @id", new { id = form.MuseumId.ToUpperInvariant() });
        return known > 0 ? null : $"le musée {form.MuseumId} n’est pas dans l’annuaire : vérifier le code, ou importer d’abord le fichier Muséofile.";
    }

    private static string? NoMuseum(Form form, SourceFile file) => form.MuseumId is null && !file.Format.Has("MUSEO")
        ? "la colonne MUSEO manque : l’ajouter à l’export, ou préciser --museum CODE."
        : null;

    /// <summary>From the database, which also remembers what earlier runs of the same import had to say. A dry run that is not kept told it on the way.</summary>
    private async Task WriteReports(ReportFiles reports, BatchWriter writer)
    {
        if (writer.IsKept)
        {
            await using var connection = await database.Open();
            await foreach (var remark in ImportJournal.Remarks(connection, writer.Record.Id))
            {
                reports.Add([remark]);
            }
        }
    }

    private static ImportReport Report(ImportReport about, ImportRecord record) => about with
    {
        Id = record.Id,
        Read = record.RowsDone,
        New = record.Created,
        Changed = record.Changed,
        Unchanged = record.Unchanged,
        Rejected = record.Rejected,
        Warnings = record.Warnings,
    };
}
