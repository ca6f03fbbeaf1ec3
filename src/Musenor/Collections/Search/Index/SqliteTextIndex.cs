using System.Data.Common;
using Musenor.Collections.Search.Analysis;
using Musenor.Storage;

namespace Musenor.Collections.Search.Index;

/// <summary>SQLite FTS5: a column a field for stems (no positions), one column of exact words with positions.</summary>
internal sealed class SqliteTextIndex : TextIndex
{
    public override ITextWriter Writer(DbConnection connection, DbTransaction transaction) => new SqliteWriter(connection, transaction);

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

    private sealed class SqliteWriter : ITextWriter
    {
        private readonly DbCommand[] _delete;
        private readonly DbCommand _stems;
        private readonly DbCommand _words;

        public SqliteWriter(DbConnection connection, DbTransaction transaction)
        {
            _delete =
            [
                connection.Prepared(transaction, "delete from notice_stem where rowid = @number", "number"),
                connection.Prepared(transaction, "delete from notice_exact where rowid = @number", "number"),
            ];
            _stems = connection.Prepared(transaction, """
                insert into notice_stem (rowid, title, author, denomination, domain, technique, inventory, period, place, subject, other)
                values (@number, @title, @author, @denomination, @domain, @technique, @inventory, @period, @place, @subject, @other)
                """, ["number", .. SearchField.Indexed.Select(f => f.Column)]);
            _words = connection.Prepared(transaction, "insert into notice_exact (rowid, words) values (@number, @words)", "number", "words");
        }

        public void Write(int number, NoticeText text, bool isNew)
        {
            foreach (var delete in isNew ? [] : _delete)
            {
                delete.Run(number);
            }

            _stems.Run([number, .. text.Stems]);
            _words.Run(number, string.Join(' ', text.Words));
        }

        public void Dispose()
        {
            Array.ForEach(_delete, d => d.Dispose());
            _stems.Dispose();
            _words.Dispose();
        }
    }
}
