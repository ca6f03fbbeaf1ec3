using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace Musenor.Storage;

/// <summary>Brings the database up to date, wholly or not at all, and refuses a file edited after it ran.</summary>
public sealed class Migrator(Database database)
{
    public async Task Run(CancellationToken stop = default)
    {
        await database.Prepare(stop);
        // One transaction for all: portals that start together wait here for the first one.
        await database.Write(async (connection, transaction) =>
        {
            await connection.ExecuteAsync("create table if not exists migration (name text primary key, hash text not null)", transaction: transaction);
            var done = (await connection.QueryAsync<(string Name, string Hash)>("select name, hash from migration", transaction: transaction))
                .ToDictionary(m => m.Name, m => m.Hash);

            foreach (var (name, sql) in Scripts(database.Engine))
            {
                var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
                if (!done.TryGetValue(name, out var known))
                {
                    await connection.ExecuteAsync(sql, transaction: transaction);
                    await connection.ExecuteAsync("insert into migration (name, hash) values (@name, @hash)", new { name, hash }, transaction);
                }
                else if (known != hash)
                {
                    throw new EditedMigration(name);
                }
            }

            return true;
        }, stop);
    }

    /// <summary>0007_loan.sql runs on both engines; 0003_search.sqlite.sql and .postgres.sql on one each.</summary>
    public static IEnumerable<(string Name, string Sql)> Scripts(Engine engine)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var other = engine == Engine.Sqlite ? ".postgres.sql" : ".sqlite.sql";
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal) && !name.EndsWith(other, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => (name, new StreamReader(assembly.GetManifestResourceStream(name)!).ReadToEnd()));
    }
}

/// <summary>A migration file is not the one that ran on this database.</summary>
public sealed class EditedMigration(string name) : Exception(
    $"La migration {name} a été modifiée après avoir été appliquée à cette base : reprendre la version d’origine du portail, ou écrire une nouvelle migration.");
