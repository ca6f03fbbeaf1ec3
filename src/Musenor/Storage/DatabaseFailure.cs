using Microsoft.Data.Sqlite;
using Npgsql;

namespace Musenor.Storage;

/// <summary>What the database says when it fails, as one sentence for the operator: what, and what to do.</summary>
public static class DatabaseFailure
{
    /// <summary>Null for what is a fault of ours and must not be hidden.</summary>
    public static string? Sentence(Exception failure) => failure switch
    {
        SqliteException { SqliteErrorCode: 5 or 6 } => "La base de données est occupée par une autre écriture trop longue : relancer la même commande dans un moment.",
        SqliteException { SqliteErrorCode: 8 } => "La base de données est en lecture seule : vérifier les droits d’accès du dossier des données (réglage Data) et du fichier musenor.db.",
        SqliteException { SqliteErrorCode: 10 } => "La base de données ne peut pas être lue ou écrite : vérifier l’état du disque et ses droits d’accès, puis relancer la même commande.",
        SqliteException { SqliteErrorCode: 11 or 26 } => "Le fichier de la base de données est abîmé, ou n’en est pas un : reprendre une sauvegarde.",
        SqliteException { SqliteErrorCode: 13 } or PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            "Le disque de la base de données est plein : libérer de la place, puis relancer la même commande.",
        SqliteException { SqliteErrorCode: 14 } => "La base de données ne peut pas être ouverte : vérifier que le dossier des données (réglage Data) existe et qu’il est accessible en écriture.",
        PostgresException { SqlState: ['2', '8', ..] } => "PostgreSQL refuse l’identifiant ou le mot de passe : corriger le réglage Storage:Connection.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => "La base de données nommée dans le réglage Storage:Connection n’existe pas : la créer, ou corriger ce réglage.",
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } => "PostgreSQL refuse cette action à l’utilisateur du réglage Storage:Connection : lui donner les droits sur la base.",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "PostgreSQL n’accepte plus de connexions : relancer dans un moment, ou augmenter max_connections.",
        PostgresException { IsTransient: false } => null,
        NpgsqlException => "Le serveur PostgreSQL ne répond pas : vérifier qu’il est démarré, et l’hôte et le port du réglage Storage:Connection.",
        _ => null,
    };
}
