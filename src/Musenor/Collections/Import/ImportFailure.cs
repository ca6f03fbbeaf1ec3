using System.Data.Common;
using Microsoft.Data.Sqlite;
using Musenor.Storage;
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
        _ when DatabaseFailure.Sentence(failure) is { } sentence => $"{char.ToLowerInvariant(sentence[0])}{sentence[1..]} L’import s’est arrêté après la notice {row}. {Kept}",
        IOException { HResult: NoSpaceLeft } => $"le disque est plein (après la notice {row}). Libérer de la place. {Kept}",
        IOException e => $"le fichier ne peut plus être lu (après la notice {row}) : {e.Message} {Kept}",
        UnauthorizedAccessException e => $"accès refusé : {e.Message}",
        _ => null,
    };
}
