using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Web.Forms;

/// <summary>
/// Runs the writing of a form once for its key, in the transaction that remembers the key: a double click, a request repeated by the
/// network or by « back » and « send » gets the first answer and changes nothing. A refusal does not consume the key. Pages give a key that
/// holds a print of the fields (<see cref="FormPage.Sending"/>): the same form with other content is another sending.
/// </summary>
public sealed class Once(Database database, TimeProvider clock)
{
    /// <summary>Name of the hidden field that carries the key.</summary>
    public const string Field = "_cle";

    /// <param name="key">From the form; null where there is no form (command line, jobs).</param>
    /// <param name="form">Name of the use case and who sends: the key of another form or person is another key.</param>
    public async Task<Outcome> Write(string? key, string form, Func<DbConnection, DbTransaction, Task<Outcome>> work, CancellationToken stop = default)
    {
        using var turn = await database.Turn(stop);
        await using var connection = await database.OpenToWrite(stop);
        await using var transaction = await database.Begin(connection, stop);
        if (key is not null && await Taken(connection, transaction, Name(key, form)) is { } answer)
        {
            return new Outcome.Done(answer);
        }

        var outcome = await work(connection, transaction);
        if (outcome is not Outcome.Done done)
        {
            return outcome; // the transaction is undone with it
        }

        if (key is not null)
        {
            await connection.ExecuteAsync("insert into receipt (key, form, answer, taken_at) values (@name, @form, @Id, @now)",
                new { name = Name(key, form), form, done.Id, now = clock.GetUtcNow() }, transaction);
        }

        await transaction.CommitAsync(stop);
        return outcome;
    }

    /// <summary>Forgets the keys taken before: nobody sends the same form again a month later.</summary>
    public static Task<int> Forget(DbConnection connection, DbTransaction transaction, DateTimeOffset before) =>
        connection.ExecuteAsync("delete from receipt where taken_at < @before", new { before }, transaction);

    public static string NewKey() => Guid.NewGuid().ToString("N");

    private static string Name(string key, string form) => $"{form}:{(key.Length <= 100 ? key : key[..100])}";

    private static Task<string?> Taken(DbConnection connection, DbTransaction transaction, string name) =>
        connection.QuerySingleOrDefaultAsync<string?>("select answer from receipt where key = @name", new { name }, transaction);
}
