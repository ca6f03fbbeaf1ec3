using System.Data.Common;
using Dapper;
using Heritage.Standards.Opening;
using Heritage.Standards.Text;
using Musenor.Storage;

namespace Musenor.Museums.Practical;

/// <summary>What an import of opening hours did, or why it refused the file as a whole.</summary>
public sealed record HoursImport
{
    public int Read => Rows.Count;

    public IReadOnlyList<HoursRow> Rows { get; init; } = [];

    public string? Refusal { get; init; }

    public int Count(HoursFate fate) => Rows.Count(r => r.Fate == fate);
}

public enum HoursFate
{
    /// <summary>Stored as structured hours.</summary>
    Structured,

    /// <summary>Stored as words: a person has to enter them.</summary>
    Text,

    /// <summary>The file tells no hours of this museum.</summary>
    Nothing,

    /// <summary>A person entered the hours: the file does not replace them.</summary>
    KeptFromPerson,

    /// <summary>No museum, or several, of that name in that town.</summary>
    NotMatched,

    /// <summary>The row could not be read.</summary>
    Rejected,
}

/// <param name="Changed">Whether anything was written.</param>
/// <param name="Stretch">What was not understood, or why no museum was found.</param>
public sealed record HoursRow(long Line, string Name, string Town, HoursFate Fate, bool Changed, string Stretch, string Reason);

/// <summary>
/// Reads the ministry's file of opening hours. It names museums by name and town only: a row meets a museum when both are the same,
/// accents and case apart, and when no other museum or row is. Words that are not understood whole are stored as words.
/// </summary>
public sealed class ImportHours(Database database, TimeProvider clock)
{
    private static readonly string[] Columns = ["nom_du_musee", "ville", "periode_ouverture", "fermeture_annuelle", "jours_nocturnes"];

    private sealed record Source(long Line, string Name, string Town, OpeningWords Words);

    public async Task<HoursImport> Run(Stream file, CancellationToken stop = default)
    {
        var whole = new MemoryStream();
        await file.CopyToAsync(whole, stop);
        whole.Position = 0;
        var detected = TextSniffing.Detect(whole);
        if (detected.Problem is not null)
        {
            return new HoursImport { Refusal = detected.Problem };
        }

        whole.Position = 0;
        using var text = new StreamReader(whole, detected.Encoding);
        using var records = new CsvReader(text).Read().GetEnumerator();
        var names = records.MoveNext() ? records.Current.Cells.Select(c => c.Trim().ToLowerInvariant()).ToList() : [];
        if (Columns.FirstOrDefault(c => !names.Contains(c)) is { } missing)
        {
            return new HoursImport { Refusal = $"ce n’est pas le fichier des horaires du ministère : la colonne {missing} manque." };
        }

        var rows = new List<HoursRow>();
        var sources = new List<Source>();
        while (records.MoveNext())
        {
            Sort(records.Current, names, sources, rows);
        }

        rows.AddRange(await database.Write((connection, transaction) => Store(sources, connection, transaction, stop), stop));
        return new HoursImport { Rows = [.. rows.OrderBy(r => r.Line)] };
    }

    private static void Sort(CsvRecord record, List<string> names, List<Source> sources, List<HoursRow> rows)
    {
        if (record.Problem is not null || record.Cells.Count != names.Count)
        {
            rows.Add(new HoursRow(record.Line, "", "", HoursFate.Rejected, false, "", record.Problem ?? $"La ligne n’a pas {names.Count} colonnes comme l’en-tête."));
            return;
        }

        string Cell(string name) => Folding.Blanks(record.Cells[names.IndexOf(name)].Replace("\0", "", StringComparison.Ordinal));
        sources.Add(new Source(record.Line, Cell("nom_du_musee"), Cell("ville"), new OpeningWords(Cell("periode_ouverture"), Cell("fermeture_annuelle"), Cell("jours_nocturnes"))));
    }

    /// <summary>The museum of each row, where one and only one answers to its name and town.</summary>
    private static Dictionary<Source, string> Match(List<Source> sources, IEnumerable<Named> museums)
    {
        var byKey = museums.SelectMany(m => m.Names().Select(n => (Key: Key(n, m.City), m.Id))).Distinct().ToLookup(m => m.Key, m => m.Id, StringComparer.Ordinal);
        return sources.GroupBy(s => Key(s.Name, s.Town), StringComparer.Ordinal)
            .Where(g => g.Count() == 1 && byKey[g.Key].Count() == 1)
            .ToDictionary(g => g.Single(), g => byKey[g.Key].Single());
    }

    /// <summary>A museum with every name that it goes by.</summary>
    private sealed record Named
    {
        public required string Id { get; init; }

        public string Name { get; init; } = "";

        public string City { get; init; } = "";

        public string Fields { get; init; } = "{}";

        public IEnumerable<string> Names()
        {
            var fields = MuseumRegister.Read(Fields);
            return MuseumFields.Names.SelectMany(n => fields.GetValueOrDefault(n, "").Split(';')).Append(Name).Where(n => n.Trim().Length > 0);
        }
    }

    /// <summary>« Cedex 5 » is of the post, not of the town.</summary>
    private static string Key(string name, string town) =>
        $"{string.Join(' ', NameWords.Words(name))}\u0001{string.Join(' ', NameWords.Words(town).TakeWhile(w => w != "cedex"))}";

    private async Task<List<HoursRow>> Store(List<Source> sources, DbConnection connection, DbTransaction transaction, CancellationToken stop)
    {
        var matches = Match(sources, await connection.QueryAsync<Named>("select id, name, city, fields from museum", transaction: transaction));
        var shelf = new PracticalRows(connection, transaction, clock);
        var known = await shelf.All();
        var rows = new List<HoursRow>();
        foreach (var source in sources)
        {
            stop.ThrowIfCancellationRequested();
            if (!matches.TryGetValue(source, out var museumId))
            {
                rows.Add(Row(source, HoursFate.NotMatched, false, "", "Aucun musée de ce nom dans cette commune, ou plusieurs."));
                continue;
            }

            var before = known.GetValueOrDefault(museumId);
            if (before is { HoursSource: "person" })
            {
                rows.Add(Row(source, HoursFate.KeptFromPerson, false, "", ""));
                continue;
            }

            var reading = OpeningText.Read(source.Words);
            var wanted = Wanted(before ?? new PracticalFacts { MuseumId = museumId }, source.Words, reading);
            var changed = before is null ? reading.Kind != ReadingKind.Nothing : Told(wanted) != Told(before);
            if (changed)
            {
                await shelf.Put(wanted with { HoursVersion = wanted.HoursVersion + 1 }, isNew: before is null);
            }

            rows.Add(Row(source, reading.Kind switch { ReadingKind.Structured => HoursFate.Structured, ReadingKind.Text => HoursFate.Text, _ => HoursFate.Nothing }, changed, reading.Stretch, reading.Reason));
        }

        return rows;
    }

    private static HoursRow Row(Source source, HoursFate fate, bool changed, string stretch, string reason) => new(source.Line, source.Name, source.Town, fate, changed, stretch, reason);

    private static PracticalFacts Wanted(PracticalFacts was, OpeningWords words, OpeningReading reading) => was with
    {
        HoursState = reading.Kind switch { ReadingKind.Structured => "structured", ReadingKind.Text => "text", _ => "none" },
        Hours = reading.Hours is { } hours ? OpeningJson.Write(hours) : null,
        HoursText = words.Opening,
        ClosingText = words.Closing,
        EveningsText = words.Evenings,
        UnreadText = reading.Stretch,
        UnreadReason = reading.Reason,
    };

    private static (string, string?, string, string, string, string, string) Told(PracticalFacts p) =>
        (p.HoursState, p.Hours, p.HoursText, p.ClosingText, p.EveningsText, p.UnreadText, p.UnreadReason);
}
