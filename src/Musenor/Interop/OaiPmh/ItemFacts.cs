using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Heritage.Standards.Edm;
using Heritage.Standards.Publication;
using Musenor.Museums;

namespace Musenor.Interop.OaiPmh;

/// <summary>What a notice is as an item of the repository, now.</summary>
/// <param name="InEdm">It has what EDM requires.</param>
/// <param name="Sets">The most precise ones.</param>
/// <param name="Digest">Print of all that is disseminated.</param>
internal sealed record ItemFacts(bool IsLive, bool InEdm, IReadOnlyList<ItemSet> Sets, string Digest)
{
    /// <summary>Not to be told, or no longer.</summary>
    public static readonly ItemFacts Gone = new(false, false, [], "-");

    public static ItemFacts Of(StoredWork stored, PublishedWork work, Origin? origin)
    {
        var edm = EdmRules.Lacks(work) is null;
        return new ItemFacts(true, edm, ItemSet.Of(stored, work, origin, edm), Print(stored, origin));
    }

    /// <summary>The part of a museum that records tell.</summary>
    public static string Print(Museum museum) =>
        Hash(string.Join('\n', museum.Name, museum.City, museum.Department, museum.Region, museum.MuseofileCode, museum.Slug, museum.Latitude, museum.Longitude));

    private static string Print(StoredWork stored, Origin? origin) => Hash(string.Join('\n',
        stored.Row.Fields, stored.Row.Origin, stored.Museum.Id, Print(stored.Museum), origin is null ? "" : JsonSerializer.Serialize(origin with { HarvestedAt = default }),
        string.Join('\n', stored.Images.Select(i => $"{i.Id} {i.Width} {i.Height} {i.Licence}\n{i.Credit}\n{i.Photographer}\n{i.Alt}\n{i.Caption}"))));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 10));
}
