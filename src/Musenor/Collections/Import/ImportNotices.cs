using System.Diagnostics;
using Dapper;
using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>
/// Brings a museum's file into the catalogue: recognised by what it holds, read in a stream, written batch by batch. Good rows go in;
/// each bad one is reported with what to do. Killed and started again on the same bytes, it goes on where it stopped.
/// </summary>
public sealed class ImportNotices(Database database, WriteNotices write, AnnounceMuseum announce, DataFolder folder, TimeProvider clock)
{
    private const int BatchSize = 500;
    private static readonly string[] PopMandatory = ["REF", "MUSEO", "INV", "DOMN", "STAT"];
    private static readonly string[] OpenDataMandatory = ["MUSEO"];

    /// <param name="MuseumId">Museum of every row, where rows do not say; rows of another museum are refused.</param>
    /// <param name="IsDryRun">Does everything, then undoes it.</param>
    public sealed record Form(string Path, string? MuseumId = null, bool IsDryRun = false);

    public async Task<ImportReport> Run(Form form, IProgress<ImportProgress>? progress = null, CancellationToken stop = default)
    {
        var watch = Stopwatch.StartNew();
        var about = new ImportReport { FileName = Path.GetFileName(form.Path), IsDryRun = form.IsDryRun };
        var writer = new BatchWriter(database, write, announce, clock, form.IsDryRun);
        try
        {
            var (file, refusal) = SourceFile.Open(form.Path);
            using (file)
            {
                if (file is null)
                {
                    return about with { Refusal = $"« {form.Path} » : {refusal}" };
                }

                about = about with { Format = file.Format.Name, Encoding = file.Encoding };
                refusal = await UnknownMuseum(form) ?? NoMuseum(form, file);
                IReadOnlyDictionary<UInt128, (long First, long Second)>? duplicates = null;
                if (refusal is null)
                {
                    (duplicates, refusal) = Survey(file, form.MuseumId, progress, stop);
                }

                return refusal is not null
                    ? about with { Refusal = $"« {form.Path} » : {refusal}" }
                    : await Import(form, file, duplicates!, writer, about, progress, stop) with { ElapsedMs = watch.ElapsedMilliseconds };
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
        Form form, SourceFile file, IReadOnlyDictionary<UInt128, (long First, long Second)> duplicates, BatchWriter writer, ImportReport about,
        IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        await writer.Begin(file, about.FileName, form.MuseumId ?? "");
        about = about with { ResumedAt = writer.Record.RowsDone };
        var check = new CheckRow(file.Format, form.MuseumId?.ToUpperInvariant(), duplicates);
        await using var reports = new ReportFiles(folder, writer.Record.Id, file.Format);
        var dryRemarks = new List<Remark>();
        long at = 0;
        foreach (var rows in file.Rows().Chunk(BatchSize))
        {
            // A batch that is begun is finished: stopping leaves no notice half written.
            if (stop.IsCancellationRequested)
            {
                about = about with { IsInterrupted = true };
                break;
            }

            if (file.HasChanged)
            {
                return Report(about, writer.Record) with { Failure = $"« {form.Path} » : le fichier a été modifié pendant l’import. Relancer quand il ne change plus." };
            }

            if (at + rows.Length > writer.Record.RowsDone)
            {
                dryRemarks.AddRange(await writer.Write([.. rows.Select(check.Run)], at, file.Format.IsPop ? PopMandatory : OpenDataMandatory));
            }

            at += rows.Length;
            progress?.Report(new ImportProgress("Import", file.Share, at));
        }

        if (!about.IsInterrupted)
        {
            await writer.Finish();
        }

        await WriteReports(reports, writer, dryRemarks);
        return Report(about, writer.Record) with { Rejects = reports.Rejects, WarningList = reports.Warnings };
    }

    /// <summary>First reading: which identities come twice, and whether there is anything at all.</summary>
    private (IReadOnlyDictionary<UInt128, (long First, long Second)> Duplicates, string? Refusal) Survey(
        SourceFile file, string? museum, IProgress<ImportProgress>? progress, CancellationToken stop)
    {
        using var index = new IdentityIndex(Path.GetDirectoryName(folder.File("imports", "x"))!);
        long rows = 0;
        foreach (var row in file.Rows())
        {
            if (RowIdentity.Of(row, file.Format, museum) is { } mark)
            {
                index.Add(mark, row.Line);
            }

            if (++rows % 5000 == 0)
            {
                stop.ThrowIfCancellationRequested();
                progress?.Report(new ImportProgress("Lecture", file.Share, rows));
            }
        }

        if (rows == 0)
        {
            return (new Dictionary<UInt128, (long, long)>(), "aucune notice détectée : le fichier n’a que son en-tête.");
        }

        var duplicates = index.Duplicates();
        return (duplicates ?? [], duplicates is null ? $"plus de {IdentityIndex.MostDuplicates} notices y sont en double : vérifier l’export." : null);
    }

    private async Task<string?> UnknownMuseum(Form form)
    {
        if (form.MuseumId is null)
        {
            return null;
        }

        await using var connection = await database.Open();
        var known = await connection.ExecuteScalarAsync<long>("select count(*) from museum where id = @id", new { id = form.MuseumId.ToUpperInvariant() });
        return known > 0 ? null : $"le musée {form.MuseumId} n’est pas dans l’annuaire : vérifier le code, ou importer d’abord le fichier Muséofile.";
    }

    private static string? NoMuseum(Form form, SourceFile file) => form.MuseumId is null && file.Format.Layout is { } layout && !layout.Has("MUSEO")
        ? "la colonne MUSEO manque : l’ajouter à l’export, ou préciser --museum CODE."
        : null;

    private async Task WriteReports(ReportFiles reports, BatchWriter writer, List<Remark> dryRemarks)
    {
        if (writer.IsDryRun)
        {
            dryRemarks.ForEach(reports.Expect);
            dryRemarks.ForEach(reports.Add);
            return;
        }

        await using var connection = await database.Open();
        await foreach (var remark in ImportJournal.Remarks(connection, writer.Record.Id))
        {
            reports.Expect(remark);
        }

        await foreach (var remark in ImportJournal.Remarks(connection, writer.Record.Id))
        {
            reports.Add(remark);
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
