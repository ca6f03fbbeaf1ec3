using Musenor.Collections.Media;

namespace Musenor.Interop.Thumbnails;

/// <summary>Do these words of a source let everybody copy the picture? What is not sure does not.</summary>
internal static class OpenRights
{
    private static readonly string[] Addresses =
    [
        "creativecommons.org/publicdomain/", "creativecommons.org/licenses/by/", "creativecommons.org/licenses/by-sa/",
        "www.etalab.gouv.fr/licence-ouverte", "etalab.gouv.fr/licence-ouverte", "github.com/etalab/licence-ouverte", "www.data.gouv.fr/licences/licence-ouverte",
    ];

    public static bool Says(string rights) =>
        Uri.TryCreate(rights.Trim(), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? Array.Exists(Addresses, a => $"{address!.Host}{address.AbsolutePath}".StartsWith(a, StringComparison.OrdinalIgnoreCase))
            : Licence.Read(rights) is { } licence && Licence.IsOpen(licence);
}
