using System.Data.Common;
using System.Diagnostics;
using Heritage.Standards.Text;
using Musenor.Storage;

namespace Musenor.Museums.Import;

/// <summary>
/// Reads the ministry's Muséofile file: creates museums, completes those that notices had announced, updates the others. Good rows
/// go in whatever the bad ones are; all of it in one transaction, for a directory is small and half of one is of no use.
/// </summary>
public sealed class ImportMuseums(Database database, TimeProvider clock)
{
    public async Task<MuseumImport> Run(Stream file, CancellationToken stop = default)
    {
        var watch = Stopwatch.StartNew();
        await using var whole = await Whole(file, stop);
        var detected = TextSniffing.Detect(whole);
        if (detected.Problem is not null)
        {
            return new MuseumImport { Refusal = detected.Problem };
        }

        whole.Position = 0;
        using var text = new StreamReader(whole, detected.Encoding);
        using var rows = new CsvReader(text).Read().GetEnumerator();
        if (!rows.MoveNext())
        {
            return new MuseumImport { Refusal = "le fichier est vide." };
        }

        if (MuseofileHeader.Recognise(rows.Current.Cells) is not { } header)
        {
            return new MuseumImport { Encoding = detected.Name, Refusal = "ce n’est pas un export de Muséofile : il doit avoir au moins les colonnes REF, NOMOFF et VILLE_M." };
        }

        var done = await database.Write((connection, transaction) => Settle(header, rows, connection, transaction, stop), stop);
        if (done.Read == 0)
        {
            return new MuseumImport { Encoding = detected.Name, Refusal = "aucun musée détecté : le fichier n’a que son en-tête." };
        }

        return done with { Encoding = detected.Name, ElapsedMs = watch.ElapsedMilliseconds };
    }

    /// <summary>The file is read twice, for its encoding and for its rows; a directory is small enough to be kept when it cannot be.</summary>
    private static async Task<Stream> Whole(Stream file, CancellationToken stop)
    {
        if (file.CanSeek)
        {
            return file;
        }

        var kept = new MemoryStream();
        await file.CopyToAsync(kept, stop);
        kept.Position = 0;
        return kept;
    }

    private async Task<MuseumImport> Settle(MuseofileHeader header, IEnumerator<CsvRecord> rows, DbConnection connection, DbTransaction transaction, CancellationToken stop)
    {
        var register = await MuseumRegister.Open(connection, transaction, clock);
        var remarks = new List<Remark>();
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        var counts = new int[3];
        var read = 0;
        while (rows.MoveNext())
        {
            stop.ThrowIfCancellationRequested();
            read++;
            if (Check(header, rows.Current, seen, remarks) is { } row)
            {
                counts[(int)await register.Put(Merge(row, register.Find(row["REF"]), remarks))]++;
            }
        }

        return new MuseumImport { Read = read, New = counts[(int)Kept.New], Changed = counts[(int)Kept.Changed], Unchanged = counts[(int)Kept.Unchanged], Remarks = remarks };
    }

    private static MuseofileRow? Check(MuseofileHeader header, CsvRecord record, Dictionary<string, long> seen, List<Remark> remarks)
    {
        MuseofileRow? Reject(string field, string value, string reason, string remedy)
        {
            remarks.Add(new Remark(record.Line, field, value, reason, remedy, IsReject: true));
            return null;
        }

        if (record.Problem is not null)
        {
            return Reject("(ligne)", string.Join(';', record.Cells), $"Ligne illisible : {record.Problem}.", "Corriger les guillemets de cette ligne.");
        }

        if (record.Cells.Count != header.Count)
        {
            return Reject("(ligne)", $"{record.Cells.Count} colonnes", $"La ligne n’a pas {header.Count} colonnes comme l’en-tête.", "Vérifier les points-virgules et les guillemets de cette ligne.");
        }

        var row = header.Read(record.Line, record.Cells);
        var code = row["REF"];
        if (!MuseumRegister.IsMuseofileCode(code))
        {
            return Reject("REF", code, code.Length == 0 ? "Le code Muséofile manque." : "Ce n’est pas un code Muséofile.", "Écrire la lettre M suivie de quatre chiffres, comme M0638.");
        }

        if (!seen.TryAdd(code, record.Line))
        {
            return Reject("REF", code, $"Ce code est déjà à la ligne {seen[code]}.", "Garder une seule ligne par musée.");
        }

        return row;
    }

    /// <summary>As POP updates a notice: the file's columns replace what is stored, columns it lacks stay. Network membership and addresses stay too.</summary>
    private static MuseumEntry Merge(MuseofileRow row, MuseumEntry? known, List<Remark> remarks)
    {
        var fields = MuseumRegister.Read(known?.Fields ?? "{}").ToDictionary();
        foreach (var (code, value) in row.Fields)
        {
            if (value.Length > 0)
            {
                fields[code] = value;
            }
            else
            {
                fields.Remove(code);
            }
        }

        var position = row.Position(remarks);
        if (position is not null)
        {
            fields.Remove("POSITION");
        }

        return (known ?? new MuseumEntry { Id = row["REF"] }) with
        {
            Name = Name(row, fields, known, remarks),
            City = row["VILLE_M"].Length > 0 ? row["VILLE_M"] : known?.City ?? "",
            Department = fields.GetValueOrDefault("DPT", known?.Department ?? ""),
            Region = fields.GetValueOrDefault("REGION", known?.Region ?? ""),
            Latitude = position?.Latitude ?? known?.Latitude,
            Longitude = position?.Longitude ?? known?.Longitude,
            State = "listed",
            Fields = MuseumRegister.Write(fields),
        };
    }

    private static string Name(MuseofileRow row, Dictionary<string, string> fields, MuseumEntry? known, List<Remark> remarks)
    {
        foreach (var code in MuseumFields.Names)
        {
            if (fields.TryGetValue(code, out var name))
            {
                return MuseumFields.Capital(name);
            }
        }

        remarks.Add(new Remark(row.Line, "NOMOFF", "", "Le musée n’a pas de nom dans ce fichier : il est présenté par son code.", "Donner son nom officiel.", IsReject: false));
        return known?.Name ?? $"Musée {row["REF"]}";
    }
}
