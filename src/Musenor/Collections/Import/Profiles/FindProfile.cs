using System.Data.Common;
using System.Globalization;
using Dapper;

namespace Musenor.Collections.Import.Profiles;

/// <summary>The profile that an import asks for.</summary>
internal static class FindProfile
{
    private const int Named = 20;

    /// <param name="asked">Its name, its identifier, or « identifier@version ».</param>
    /// <param name="museum">Its museum comes first, then the network, then the presets.</param>
    public static async Task<(ProfileInUse? Profile, string? Refusal)> Run(DbConnection connection, string asked, string? museum)
    {
        if (await ById(connection, asked) is { } exact)
        {
            return (exact, null);
        }

        var named = (museum is null ? null : await ProfileStore.Named(connection, museum.ToUpperInvariant(), asked)) ?? await ProfileStore.Named(connection, null, asked);
        if (named is not null)
        {
            return (named.InUse, null);
        }

        if (PresetProfiles.All.FirstOrDefault(p => ProfileStore.Key(p.Profile.Name) == ProfileStore.Key(asked)) is { } preset)
        {
            return (preset, null);
        }

        var others = await ProfileStore.NamedAnywhere(connection, asked);
        return others.Count switch
        {
            0 => (null, $"le profil « {Remark.Shorten(asked)} » n’existe pas. Profils : {await Names(connection)}."),
            1 when museum is null => (others[0].InUse, null),
            _ when museum is null => (null, $"plusieurs musées ont un profil « {asked} » : préciser --museum CODE."),
            _ => (null, $"le profil « {asked} » est celui d’un autre musée que {museum} : le dupliquer pour ce musée."),
        };
    }

    /// <summary>The version with which a stopped import of the same file began: it goes on with it, whatever was saved since.</summary>
    public static async Task<ProfileInUse> AsBegun(DbConnection connection, ProfileInUse profile, string hash, Func<ProfileInUse, string> options)
    {
        if (profile.Version == 1 || PresetProfiles.Find(profile.Id) is not null)
        {
            return profile;
        }

        var running = (await connection.QueryAsync<string>("select options from import where file_hash = @hash and state = 'running'", new { hash })).ToHashSet(StringComparer.Ordinal);
        for (var version = profile.Version; version >= 1 && running.Count > 0; version--)
        {
            if (running.Contains(options(profile with { Version = version })) && await ProfileStore.Definition(connection, profile.Id, version) is { } definition)
            {
                return new ProfileInUse(profile.Id, version, ProfileJson.Read(definition));
            }
        }

        return profile;
    }

    private static async Task<ProfileInUse?> ById(DbConnection connection, string asked)
    {
        var (id, version) = asked.LastIndexOf('@') is var at && at > 0 && int.TryParse(asked.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (asked[..at], number) : (asked, 0);
        if (PresetProfiles.Find(id) is { } preset)
        {
            return preset;
        }

        if (version == 0)
        {
            return (await ProfileStore.Find(connection, id))?.InUse;
        }

        return await ProfileStore.Definition(connection, id, version) is { } definition ? new ProfileInUse(id, version, ProfileJson.Read(definition)) : null;
    }

    private static async Task<string> Names(DbConnection connection)
    {
        var names = (await ProfileStore.All(connection)).Select(p => p.Name).Concat(PresetProfiles.All.Select(p => p.Profile.Name)).Distinct().ToArray();
        return string.Join(", ", names.Take(Named).Select(n => $"« {n} »")) + (names.Length > Named ? "…" : "");
    }
}
