using System.Data.Common;
using Musenor.Collections.Search.Analysis;
using Musenor.Storage;

namespace Musenor.Collections.Search.Index;

/// <summary>The half of the search that each engine does its own way: keeping analysed words, and answering leaves.</summary>
internal abstract class TextIndex
{
    public static TextIndex For(Engine engine) => engine == Engine.Sqlite ? new SqliteTextIndex() : new PostgresTextIndex();

    /// <summary>Commands that write one notice's words many times over, on one connection and transaction.</summary>
    public abstract ITextWriter Writer(DbConnection connection, DbTransaction transaction);

    /// <summary>The numbers of the notices that match; <paramref name="size"/> is one above the highest.</summary>
    public async Task<Bits> Match(DbConnection connection, Leaf leaf, int size, CancellationToken stop)
    {
        var (sql, query) = Question(leaf);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "query";
        parameter.Value = query;
        command.Parameters.Add(parameter);
        var bits = new Bits(size);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            bits.Add(rows.GetInt32(0));
        }

        return bits;
    }

    protected abstract (string Sql, string Query) Question(Leaf leaf);
}

internal interface ITextWriter : IDisposable
{
    /// <param name="isNew">False where the notice had words already: they are replaced.</param>
    void Write(int number, NoticeText text, bool isNew);
}
