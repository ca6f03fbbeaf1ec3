using System.Data.Common;

namespace Musenor.Storage;

/// <summary>A statement that runs thousands of times on one connection: parsed once, then only its values change.</summary>
public static class PreparedCommand
{
    public static DbCommand Prepared(this DbConnection connection, DbTransaction transaction, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var name in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Runs with these values, in the order of the parameters; answers the number of rows touched.</summary>
    public static int Run(this DbCommand command, params object?[] values)
    {
        Fill(command, values);
        return command.ExecuteNonQuery();
    }

    public static DbDataReader Read(this DbCommand command, params object?[] values)
    {
        Fill(command, values);
        return command.ExecuteReader();
    }

    private static void Fill(DbCommand command, object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
