using System.Data.Common;
using Musenor.Collections.Notices;
using Musenor.Museums;
using Musenor.Storage;

namespace Musenor.Collections.Import;

/// <summary>
/// Settles batches: notices, announced museums, remarks and progress in one transaction each. Another process that imports the same
/// bytes moves the same record on: what it settled is not settled again.
/// </summary>
internal sealed class BatchWriter(Database database, WriteNotices write, AnnounceMuseum announce, TimeProvider clock, ImportOptions options)
{
    private readonly HashSet<string> _museums = new(StringComparer.Ordinal);
    private ImportOptions _options = options;

    public ImportRecord Record { get; private set; } = new() { Id = "" };

    private readonly ImportTally _tally = new();

    /// <summary>Every row of the file was settled.</summary>
    public bool IsWhole { get; set; }

    /// <summary>The database remembers it: everything but a dry run of the command line.</summary>
    public bool IsKept => _options.IsKept;

    /// <param name="profile">Mark of the profile with which the file is read: identifier and version.</param>
    public async Task Begin(SourceFile file, string name, string? profile)
    {
        _options = _options with { Profile = profile };
        var now = clock.GetUtcNow();
        if (!IsKept)
        {
            Record = ImportJournal.New(file, name, now);
            return;
        }

        Record = await database.Write((connection, transaction) => ImportJournal.Begin(connection, transaction, file, name, _options, now));
        await using var reading = await database.Open();
        await _tally.Resume(reading, Record.Id);
    }

    /// <summary>Writes a batch; where the database cannot hold what a row says, the batch is written row by row and that row refused.</summary>
    /// <param name="at">Rows of the file before this batch.</param>
    /// <returns>What there is to say, for a dry run that keeps nothing in the database.</returns>
    public async Task<IReadOnlyList<Remark>> Write(CheckedRow[] rows, long at, IReadOnlyCollection<string> mandatory)
    {
        var said = Array.ConvertAll(rows, r => r.Remarks.Count);
        try
        {
            return await WriteWhole(rows, at, mandatory);
        }
        catch (DbException e) when (ImportFailure.IsAboutData(e) && rows.Any(r => r.Incoming is not null))
        {
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i].Remarks.RemoveRange(said[i], rows[i].Remarks.Count - said[i]);
            }

            return rows is [var guilty] ? await WriteWhole([Refused(guilty)], at, mandatory) : await OneByOne(rows, at, mandatory);
        }
    }

    private async Task<IReadOnlyList<Remark>> OneByOne(CheckedRow[] rows, long at, IReadOnlyCollection<string> mandatory)
    {
        var remarks = new List<Remark>();
        for (var i = 0; i < rows.Length; i++)
        {
            remarks.AddRange(await Write([rows[i]], at + i, mandatory));
        }

        return remarks;
    }

    private static CheckedRow Refused(CheckedRow row) => row with
    {
        Incoming = null,
        Remarks = [.. row.Remarks, CheckRow.Refuse(row.Row, Remark.WholeRow, "", "La base de données ne peut pas garder cette notice.",
            "Chercher dans la ligne une valeur trop longue ou un caractère inhabituel ; réimporter la notice sans elle.") with
        { Position = row.Remarks.Count }],
    };

    private async Task<IReadOnlyList<Remark>> WriteWhole(CheckedRow[] rows, long at, IReadOnlyCollection<string> mandatory)
    {
        using var turn = await database.Turn();
        await using var connection = await database.OpenToWrite();
        await using var transaction = await database.Begin(connection);
        var record = IsKept ? await ImportJournal.Read(connection, transaction, Record.Id) : Record;
        var settled = (int)Math.Clamp(record.RowsDone - at, 0, rows.Length);
        if (record.State != "running" || settled == rows.Length)
        {
            Record = record;
            return [];
        }

        var batch = new Batch(record, rows[settled..]);
        var named = await Announce(connection, transaction, batch);
        var incoming = batch.Rows.Where(r => r.Incoming is not null).ToArray();
        var results = await write.Run(connection, transaction, record.Id, [.. incoming.Select(r => r.Incoming!)], mandatory, isTrial: _options.IsDryRun);
        for (var i = 0; i < results.Count; i++)
        {
            batch.Count(incoming[i], results[i]);
        }

        record = batch.Total();
        if (_options.IsDryRun)
        {
            await transaction.RollbackAsync();
            await connection.DisposeAsync();
            // What is kept of it is written in a turn of its own.
            turn?.Dispose();
            await KeepTrial(batch, results, record);
        }
        else
        {
            await Keep(connection, transaction, batch, results, record);
            await transaction.CommitAsync();
        }

        _museums.UnionWith(named);
        Record = record;
        return IsKept ? [] : batch.Remarks();
    }

    /// <summary>What there is to say of a batch whose notices were undone: another process may have said it meanwhile.</summary>
    private async Task KeepTrial(Batch batch, IReadOnlyList<WriteResult> results, ImportRecord record)
    {
        if (IsKept)
        {
            await database.Write(async (connection, transaction) =>
            {
                var now = await ImportJournal.Read(connection, transaction, record.Id);
                if (now.State == "running" && now.RowsDone == record.RowsDone - batch.Rows.Length)
                {
                    await Keep(connection, transaction, batch, results, record);
                }

                return true;
            });
        }
    }

    private async Task Keep(DbConnection connection, DbTransaction transaction, Batch batch, IReadOnlyList<WriteResult> results, ImportRecord record)
    {
        var remarks = batch.Remarks();
        await ImportJournal.Add(connection, transaction, record.Id, remarks);
        await _tally.Add(connection, transaction, record.Id, results, remarks);
        if (_options.IsWhole)
        {
            ImportSeen.Add(connection, transaction, record.Id, batch.Rows, results);
        }

        await ImportJournal.Save(connection, transaction, record);
    }

    public async Task Finish()
    {
        if (!IsKept)
        {
            return;
        }

        Record = await database.Write(async (connection, transaction) =>
        {
            var record = await ImportJournal.Read(connection, transaction, Record.Id);
            if (record.State == "running")
            {
                record = record with { State = "done", FinishedAt = clock.GetUtcNow() };
                await ImportJournal.Save(connection, transaction, record);
            }

            return record;
        });
    }

    /// <summary>Museums that the directory does not know enter « à compléter »; said once each.</summary>
    private async Task<HashSet<string>> Announce(DbConnection connection, DbTransaction transaction, Batch batch)
    {
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in batch.Rows)
        {
            if (row.Incoming is not { } incoming || _museums.Contains(incoming.MuseumId) && !_options.IsDryRun || !named.Add(incoming.MuseumId))
            {
                continue;
            }

            var place = row.Row.Fields.GetValueOrDefault("LOCA", "").Split(';');
            var city = row.Row.Museum.City.Length > 0 ? row.Row.Museum.City : place.Length > 1 ? place[0] : "";
            var name = row.Row.Museum.Name.Length > 0 ? row.Row.Museum.Name : place.Length > 1 ? place[1] : "";
            if (await announce.Run(connection, transaction, incoming.MuseumId, name, city) && !_museums.Contains(incoming.MuseumId))
            {
                CheckRow.Warn(row.Remarks, row.Row, "MUSEO", incoming.MuseumId, "Ce musée n’était pas dans l’annuaire : il y entre « à compléter ».", "Compléter sa fiche, ou importer le fichier Muséofile.");
            }
        }

        return named;
    }
}
