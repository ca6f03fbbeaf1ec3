using Dapper;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Files;

/// <summary>
/// Gives a received file its owner, once. Only whoever handed it over may: an id seen elsewhere attaches nothing. The room that owns
/// what it is attached to has checked its own rights before.
/// </summary>
public sealed class AttachFile(Database database)
{
    /// <param name="OwnerKind">The word under which the room registered its <see cref="Serving.IFileGate"/>.</param>
    /// <param name="By">As given to <see cref="ReceiveFile"/>.</param>
    public sealed record Form(string Id, string OwnerKind, string OwnerId, string? By);

    private sealed record Line
    {
        public string? OwnerKind { get; init; }
        public string? OwnerId { get; init; }
        public string State { get; init; } = "";
        public string OriginalName { get; init; } = "";
    }

    /// <summary>Asked twice for the same owner, it answers Done twice.</summary>
    public Task<Outcome> Run(Form form, CancellationToken stop = default) => database.Write<Outcome>(async (connection, transaction) =>
    {
        var file = await connection.QuerySingleOrDefaultAsync<Line>("""
            select owner_kind, owner_id, state, original_name from stored_file
            where id = @Id and state <> 'deleted' and coalesce(uploaded_by, '') = @by and not exists (select 1 from account where id = @by and state = 'erased')
            """, new { form.Id, by = form.By ?? "" }, transaction);
        switch (file)
        {
            case null:
                return new Outcome.Missing();
            case { State: FileState.Refused }:
                return new Outcome.Refused(Texts.Of("Files")["Infected", file.OriginalName]);
            case { OwnerKind: not null } when file.OwnerKind != form.OwnerKind || file.OwnerId != form.OwnerId:
                return new Outcome.Missing();
            default:
                await connection.ExecuteAsync(
                    "update stored_file set owner_kind = @OwnerKind, owner_id = @OwnerId where id = @Id",
                    new { form.Id, form.OwnerKind, form.OwnerId },
                    transaction);
                return new Outcome.Done(form.Id);
        }
    }, stop);
}
