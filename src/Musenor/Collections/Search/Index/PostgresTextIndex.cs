using System.Data.Common;
using System.Globalization;
using System.Text;
using Musenor.Collections.Search.Analysis;
using Musenor.Storage;

namespace Musenor.Collections.Search.Index;

/// <summary>
/// PostgreSQL tsvector with GIN. A stem stands twice: bare (« rieus ») and with the capital letter of its field (« T.rieus »), which no
/// folded word can be taken for. Exact words have positions, so that phrases work.
/// </summary>
internal sealed class PostgresTextIndex : TextIndex
{
    // The engine's own limits: a position is at most 16,383 and a lexeme at most 2,046 bytes.
    private const int LastPosition = 16_383;
    private const int LongestLexeme = 1_000;

    public override ITextWriter Writer(DbConnection connection, DbTransaction transaction) => new PostgresWriter(connection, transaction);

    protected override (string Sql, string Query) Question(Leaf leaf) => leaf switch
    {
        Leaf.Stems stems => (Stem, string.Join(" | ", stems.Any.Select(s => Quoted(In(stems.Field) + s)))),
        Leaf.Phrase phrase => (Exact, string.Join(" <-> ", phrase.Words.Select(Quoted))),
        Leaf.Prefix { Field: null } prefix => (Exact, Quoted(prefix.Start) + ":*"),
        Leaf.Prefix prefix => (Stem, Quoted(In(prefix.Field) + prefix.Start) + ":*"),
        _ => throw new ArgumentOutOfRangeException(nameof(leaf)),
    };

    private const string Stem = "select number from notice_text where stems @@ @query::tsquery";
    private const string Exact = "select number from notice_text where words @@ @query::tsquery";

    private static string In(SearchField? field) => field is null ? "" : field.Letter + ".";

    private static string Quoted(string word)
    {
        var kept = word.Length > LongestLexeme ? word[..LongestLexeme] : word;
        return '\'' + kept.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal) + '\'';
    }

    private sealed class PostgresWriter(DbConnection connection, DbTransaction transaction) : ITextWriter
    {
        private readonly DbCommand _write = connection.Prepared(transaction, """
            insert into notice_text (number, stems, words) values (@number, @stems::tsvector, @words::tsvector)
            on conflict (number) do update set stems = excluded.stems, words = excluded.words
            """, "number", "stems", "words");

        public void Write(int number, NoticeText text, bool isNew) => _write.Run(number, Stems(text), Words(text));

        public void Dispose() => _write.Dispose();

        private static string Stems(NoticeText text)
        {
            var lexemes = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < text.Stems.Length; i++)
            {
                foreach (var stem in text.Stems[i].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                {
                    lexemes.Add(Quoted(stem));
                    lexemes.Add(Quoted(In(SearchField.Indexed[i]) + stem));
                }
            }

            return string.Join(' ', lexemes);
        }

        private static string Words(NoticeText text)
        {
            var vector = new StringBuilder();
            for (var i = 0; i < text.Words.Length; i++)
            {
                vector.Append(Quoted(text.Words[i])).Append(':')
                    .Append(Math.Min(i + 1, LastPosition).ToString(CultureInfo.InvariantCulture)).Append(' ');
            }

            return vector.ToString();
        }
    }
}
