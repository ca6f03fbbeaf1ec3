using Dapper;
using Musenor.Accounts.Access;
using Musenor.Files;
using Musenor.Files.Serving;
using Musenor.Storage;

namespace Musenor.Collections.Import.Workshop;

/// <summary>The file as it was handed over, for those who may import for its museum.</summary>
internal sealed class ImportGate(Database database) : IFileGate
{
    public const string Kind = "import";

    public string OwnerKind => Kind;

    public async ValueTask<FileRight> Ask(StoredFile file, HttpContext context)
    {
        if (context.Person() is not { } who)
        {
            return FileRight.Nothing;
        }

        await using var connection = await database.Open(context.RequestAborted);
        var request = await connection.QueryFirstOrDefaultAsync<ImportRequest>("select id, museum_id from import_request where file_id = @Id", new { file.Id });
        return request is not null && who.May(Rights.EditNotices, request.MuseumId) ? FileRight.Everything : FileRight.Nothing;
    }
}
