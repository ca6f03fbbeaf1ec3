using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Collections.Generation;
using Musenor.Collections.Notices;
using Musenor.Collections.Search.Analysis;
using Musenor.Storage;

namespace Musenor.Bench;

/// <summary>
/// The mix of the specification: words drawn from the catalogue's own text as often as they stand there, so that frequent words come
/// often. Question n is always the same.
/// </summary>
internal sealed class QueryMix
{
    private const int Sampled = 4000;
    private static readonly string[] Read = ["TITR", "TITR", "AUTR", "DENO", "TECH", "REPR", "DESC"];
    private static readonly string[] Fields = ["titre", "auteur", "technique", "domaine", "sujet"];
    private readonly List<string> _words = [];
    private readonly List<string[]> _titles = [];
    private readonly List<string[]> _facets = [];
    private readonly Dictionary<string, List<string>> _byField = Fields.ToDictionary(f => f, _ => new List<string>(), StringComparer.Ordinal);

    public static async Task<QueryMix> Of(Database database)
    {
        var mix = new QueryMix();
        await using var connection = await database.Open();
        var every = Math.Max(1, await connection.ExecuteScalarAsync<int>("select count(*) from notice") / Sampled);
        foreach (var (fields, facets) in await connection.QueryAsync<(string, string)>(
            "select fields, facets from notice join notice_column using (number) where number % @every = 0 order by number", new { every }))
        {
            mix.Add(new JocondeNotice(FieldsJson.Read(fields)), facets);
        }

        return mix;
    }

    /// <summary>The kind of question and its address, as « ?q=… ».</summary>
    public (string Kind, string Query) Question(int number)
    {
        var dice = new Dice(42, (ulong)number);
        return dice.Below(100) switch
        {
            < 25 => ("facets", Facets(dice)),
            < 60 => ("words", Ask(dice.Chance(0.5) ? Word(dice) : $"{Word(dice)} {Word(dice)}")),
            < 75 => ("many", Ask(dice.Chance(0.5) ? $"{Word(dice)} {Word(dice)} {Word(dice)}" : Phrase(dice))),
            < 85 => ("or", Ask(string.Join(" OU ", Enumerable.Range(0, 4).Select(_ => Word(dice))))),
            < 95 => ("field", Ask(Field(dice)) + Dates(dice)),
            _ => ("prefix", Ask(Word(dice) is { Length: > 4 } word ? word[..4] + "*" : Word(dice))),
        };
    }

    private void Add(JocondeNotice notice, string facets)
    {
        foreach (var code in Read)
        {
            _words.AddRange(FrenchAnalyser.Words(notice[code]).Where(Helps));
        }

        _titles.Add([.. FrenchAnalyser.Words(notice["TITR"])]);
        _facets.Add([.. facets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(f => !f.StartsWith("image:0", StringComparison.Ordinal))]);
        foreach (var (field, code) in Fields.Zip(new[] { "TITR", "AUTR", "TECH", "DOMN", "REPR" }))
        {
            _byField[field].AddRange(FrenchAnalyser.Words(notice[code]).Where(Helps));
        }
    }

    private static bool Helps(string word) => word.Length > 2 && !FrenchAnalyser.IsEmpty(word);

    private string Word(Dice dice) => dice.One(_words);

    private string Phrase(Dice dice)
    {
        var title = dice.One(_titles);
        return title.Length < 2 ? Word(dice) : '"' + string.Join(' ', title.Skip(dice.Below(title.Length - 1)).Take(2)) + '"';
    }

    private string Field(Dice dice)
    {
        var field = dice.One(Fields);
        return $"{field}:{dice.One(_byField[field])}";
    }

    private static string Dates(Dice dice)
    {
        var from = dice.Between(1600, 1900);
        return $"&de={from}&a={from + dice.Between(20, 150)}";
    }

    private string Facets(Dice dice)
    {
        var lines = dice.One(_facets);
        var chosen = Enumerable.Range(0, dice.Between(0, 2)).Select(_ => dice.One(lines)).Distinct().Select(line => line.Split(':', 2)).DistinctBy(p => p[0]);
        var query = string.Join('&', chosen.Select(p => $"{p[0]}={Uri.EscapeDataString(p[1])}").Append($"page={dice.Between(1, 3)}"));
        return $"?{query}";
    }

    private static string Ask(string words) => $"?q={Uri.EscapeDataString(words)}";
}
