using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Musenor.Collections.Import;

/// <summary>Turns what the machine says when it fails into one sentence: what, where, what to do.</summary>
internal static class ImportFailure
{
    private const int NoSpaceLeft = 28;
    private const string Kept = "Ce qui était enregistré est gardé : relancer la même commande pour continuer.";

    /// <summary>True when the database refuses what a row says (too long, not a text, given twice) and is otherwise sound.</summary>
    public static bool IsAboutData(DbException failure) => failure switch
    {
        PostgresException e => e.SqlState[..2] is "22" or "23" or "54",
        SqliteException e => e.SqliteErrorCode is 18 or 19 or 20,
        _ => false,
    };

    /// <summary>Null for what is a fault of ours and must not be hidden.</summary>
    public static string? Sentence(Exception failure, long row) => failure switch
    {
        SqliteException { SqliteErrorCode: 13 } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            $"le disque de la base de données est plein (après la notice {row}). Libérer de la place. {Kept}",
        SqliteException { SqliteErrorCode: 5 or 6 } => $"la base de données est occupée par une autre écriture trop longue (après la notice {row}). {Kept}",
        SqliteException { SqliteErrorCode: 8 } => "la base de données est en lecture seule : vérifier les droits du dossier des données.",
        SqliteException { SqliteErrorCode: 10 or 11 or 14 or 26 } e => $"la base de données ne peut pas être lue ou écrite ({e.Message}). Vérifier le disque.",
        NpgsqlException { IsTransient: true } => $"la base de données ne répond plus (après la notice {row}). {Kept}",
        IOException { HResult: NoSpaceLeft } => $"le disque est plein (après la notice {row}). Libérer de la place. {Kept}",
        IOException e => $"le fichier ne peut plus être lu (après la notice {row}) : {e.Message} {Kept}",
        UnauthorizedAccessException e => $"accès refusé : {e.Message}",
        DbException => null,
        _ => null,
    };
}
