using System.Data.Common;
using Microsoft.Data.Sqlite;
using Musenor.Collections.Search.Analysis;
using Musenor.Storage;

namespace Musenor.Collections.Search.Index;

/// <summary>SQLite FTS5: a column a field for stems (no positions), one column of exact words with positions.</summary>
internal sealed class SqliteTextIndex : TextIndex
{
    public override ITextWriter Writer(DbConnection connection, DbTransaction transaction) => new SqliteWriter((SqliteConnection)connection);

    protected override (string Sql, string Query) Question(Leaf leaf) => leaf switch
    {
        Leaf.Stems stems => (Stem, In(stems.Field) + '(' + string.Join(" OR ", stems.Any.Select(Quoted)) + ')'),
        Leaf.Phrase phrase => (Exact, Quoted(string.Join(' ', phrase.Words))),
        Leaf.Prefix { Field: null } prefix => (Exact, Quoted(prefix.Start) + " *"),
        Leaf.Prefix prefix => (Stem, In(prefix.Field) + Quoted(prefix.Start) + " *"),
        _ => throw new ArgumentOutOfRangeException(nameof(leaf)),
    };

    private const string Stem = "select rowid from notice_stem where notice_stem match @query";
    private const string Exact = "select rowid from notice_exact where notice_exact match @query";

    private static string In(SearchField? field) => field is null ? "" : field.Column + " : ";

    // Words hold letters, digits and _ only, but what reaches a query language is quoted all the same.
    private static string Quoted(string words) => '"' + words.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';

    private sealed class SqliteWriter(SqliteConnection connection) : ITextWriter
    {
        private readonly SqliteStatement _deleteStems = new(connection, "delete from notice_stem where rowid = ?");
        private readonly SqliteStatement _deleteWords = new(connection, "delete from notice_exact where rowid = ?");
        private readonly SqliteStatement _stems = new(connection, """
            insert into notice_stem (rowid, title, author, denomination, domain, technique, inventory, period, place, subject, other)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);

        private readonly SqliteStatement _words = new(connection, "insert into notice_exact (rowid, words) values (?, ?)");

        public void Write(int number, NoticeText text, bool isNew)
        {
            if (!isNew)
            {
                _deleteStems.Run(number);
                _deleteWords.Run(number);
            }

            _stems.Run(number, text.Stems);
            _words.Run(number, string.Join(' ', text.Words));
        }

        public void Dispose()
        {
            _deleteStems.Dispose();
            _deleteWords.Dispose();
            _stems.Dispose();
            _words.Dispose();
        }
    }
}
