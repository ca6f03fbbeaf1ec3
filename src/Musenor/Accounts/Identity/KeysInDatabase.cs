using System.Xml.Linq;
using Dapper;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Musenor.Storage;

namespace Musenor.Accounts.Identity;

/// <summary>Keys that protect cookies, forms and links, in the database: shared by all machines of an installation, kept by its backups.</summary>
internal sealed class KeysInDatabase(Database database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = database.Open().GetAwaiter().GetResult();
        return [.. connection.Query<string>("select xml from protection_key order by name").Select(XElement.Parse)];
    }

    public void StoreElement(XElement element, string friendlyName) =>
        database.Write((connection, transaction) => connection.ExecuteAsync(
            "insert into protection_key (name, xml) values (@friendlyName, @xml) on conflict (name) do update set xml = excluded.xml",
            new { friendlyName, xml = element.ToString(SaveOptions.DisableFormatting) }, transaction)).GetAwaiter().GetResult();
}
