using System.Diagnostics;
using Dapper;
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
    public sealed record Form(string Path, string? MuseumId = null, bool IsDryRun = false);

    public async Task<ImportReport> Run(Form form, IProgress<ImportProgress>? progress = null, CancellationToken stop = default)
    {
        var watch = Stopwatch.StartNew();
        var about = new ImportReport { FileName = Path.GetFileName(form.Path), IsDryRun = form.IsDryRun };
        var writer = settle.Writer(form.IsDryRun);
        try
        {
            var (file, refusal) = SourceFile.Open(form.Path);
            using (file)
            {
                if (file is null)
                {
                    return about with { Refusal = $"« {form.Path} » : {refusal}" };
                }

                about = about with { Format = file.Format.Name, Encoding = file.Encoding, IgnoredColumns = file.Format.Ignored };
                refusal = await UnknownMuseum(form) ?? NoMuseum(form, file);
                if (refusal is not null)
                {
                    return about with { Refusal = $"« {form.Path} » : {refusal}" };
                }

                var survey = Survey.Of(file, form.MuseumId, folder, progress, stop);
                return survey.Refusal is not null
                    ? about with { Refusal = $"« {form.Path} » : {survey.Refusal}" }
                    : await Import(form, file, survey, writer, about, progress, stop) with { ElapsedMs = watch.ElapsedMilliseconds };
            }
        }
        catch (OperationCanceledException)
        {
            return about with { IsInterrupted = true, ElapsedMs = watch.ElapsedMilliseconds };
        }
        catch (Exception e) when (ImportFailure.Sentence(e, writer.Record.RowsDone) is { } sentence)
        {
            return Report(about, writer.Record) with { Failure = $"« {form.Path} » : {sentence}", ElapsedMs = watch.ElapsedMilliseconds };
        }
    }

    private async Task<ImportReport> Import(
        Form form, SourceFile file, Survey survey, BatchWriter writer, ImportReport about, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        await writer.Begin(file, about.FileName, form.MuseumId ?? "");
        about = about with { ResumedAt = writer.Record.RowsDone };
        var check = new CheckRow(file.Format, form.MuseumId?.ToUpperInvariant(), survey.Duplicates, new TermRemarks((await vocabularies.Current(stop)).Control));
        await using var reports = new ReportFiles(folder, writer.Record.Id, file.Format, survey.Codes);
        long at = 0;
        // The next batches are read and checked while this one is written.
        using var ahead = new ReadAhead<CheckedRow[]>(Batches(file.Rows()).Select(batch => batch.ConvertAll(check.Run).ToArray()));
        foreach (var rows in ahead.All())
        {
            // A batch that is begun is finished: stopping leaves no notice half written.
            about = about with { IsInterrupted = stop.IsCancellationRequested };
            if (about.IsInterrupted || file.HasChanged)
            {
                break;
            }

            if (at + rows.Length > writer.Record.RowsDone)
            {
                reports.Add(await writer.Write(rows, at, file.Format.IsPop ? PopMandatory : OpenDataMandatory));
            }

            at += rows.Length;
            progress?.Report(new ImportProgress("Import", file.Share, at));
        }

        if (file.HasChanged)
        {
            return Report(about, writer.Record) with { Failure = Changed(form) };
        }

        if (!about.IsInterrupted)
        {
            await writer.Finish();
        }

        await WriteReports(reports, writer);
        return Report(about, writer.Record) with { Rejects = reports.Rejects, WarningList = reports.Warnings };
    }

    private static string Changed(Form form) => $"« {form.Path} » : le fichier a été modifié pendant l’import. Relancer quand il ne change plus.";

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

    private static string? NoMuseum(Form form, SourceFile file) => form.MuseumId is null && file.Format.Layout is { } layout && !layout.Has("MUSEO")
        ? "la colonne MUSEO manque : l’ajouter à l’export, ou préciser --museum CODE."
        : null;

    /// <summary>From the database, which also remembers what earlier runs of the same import had to say. A dry run told it on the way.</summary>
    private async Task WriteReports(ReportFiles reports, BatchWriter writer)
    {
        if (!writer.IsDryRun)
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
