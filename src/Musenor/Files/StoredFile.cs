using Dapper;
using Musenor.Storage;

namespace Musenor.Files;

/// <summary>States of a received file, see Sql/0030_stored_file.sql.</summary>
public static class FileState
{
    public const string Received = "received";
    public const string Scanning = "scanning";
    public const string Ready = "ready";
    public const string Refused = "refused";
    public const string Deleted = "deleted";
}

/// <summary>One file that someone handed over.</summary>
public sealed record StoredFile
{
    public string Id { get; init; } = "";
    public string Place { get; init; } = "";
    public string Sha256 { get; init; } = "";
    public long Bytes { get; init; }
    public string MediaType { get; init; } = "";
    public string OriginalName { get; init; } = "";
    public string Purpose { get; init; } = "";
    public string? OwnerKind { get; init; }
    public string? OwnerId { get; init; }
    public string? UploadedBy { get; init; }
    public string State { get; init; } = "";
    public string? ScanResult { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public DateTimeOffset CreatedAt { get; init; }

    public bool IsReady => State == FileState.Ready;

    /// <summary>« Analyse en cours ».</summary>
    public bool IsAwaited => State is FileState.Received or FileState.Scanning;

    public bool IsPicture => Width is not null;

    public string Address => $"/fichiers/{Id}/{Uri.EscapeDataString(OriginalName)}";

    /// <param name="width">One of <see cref="Images.DeriveImages.Widths"/>.</param>
    public string ImageAddress(int width) => $"/fichiers/{Id}/image-{width}.webp";
}

/// <summary>Reads the rows of received files. Who may see them is for the caller to know.</summary>
public sealed class StoredFiles(Database database)
{
    public async Task<StoredFile?> Find(string id, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<StoredFile>("""
            select id, place, sha256, bytes, media_type, original_name, purpose, owner_kind, owner_id, uploaded_by, state, scan_result, width, height, created_at
            from stored_file where id = @id and state <> 'deleted'
            """, new { id });
    }

    /// <summary>The files attached to something, in the order in which they came.</summary>
    public async Task<IReadOnlyList<StoredFile>> Of(string ownerKind, string ownerId, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<StoredFile>("""
            select id, place, sha256, bytes, media_type, original_name, purpose, owner_kind, owner_id, uploaded_by, state, scan_result, width, height, created_at
            from stored_file where owner_kind = @ownerKind and owner_id = @ownerId and state <> 'deleted' order by id
            """, new { ownerKind, ownerId })).AsList();
    }

    /// <summary>All that an account handed over: for the copy of its data, and for its erasure.</summary>
    public async Task<IReadOnlyList<StoredFile>> By(string account, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        return (await connection.QueryAsync<StoredFile>("""
            select id, place, sha256, bytes, media_type, original_name, purpose, owner_kind, owner_id, uploaded_by, state, scan_result, width, height, created_at
            from stored_file where uploaded_by = @account and state <> 'deleted' order by id
            """, new { account })).AsList();
    }
}
