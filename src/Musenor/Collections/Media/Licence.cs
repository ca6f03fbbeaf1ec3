using Heritage.Standards.Text;

namespace Musenor.Collections.Media;

/// <summary>Licences a picture may carry; an empty one means « droits non renseignés ».</summary>
public static class Licence
{
    public const string OpenLicence = "Licence Ouverte 2.0";
    public const string PublicDomain = "CC0 1.0";
    public const string FreeOfRights = "Domaine public";
    public const string Reserved = "Tous droits réservés";

    /// <summary>In the order of a choice.</summary>
    public static readonly IReadOnlyList<string> All = [OpenLicence, PublicDomain, FreeOfRights, "CC BY 4.0", "CC BY-SA 4.0", Reserved];

    public static bool IsOpen(string licence) => licence is OpenLicence or PublicDomain or FreeOfRights or "CC BY 4.0" or "CC BY-SA 4.0";

    /// <summary>Where the licence is written, or null.</summary>
    public static Uri? Address(string licence) => licence switch
    {
        OpenLicence => new("https://www.etalab.gouv.fr/licence-ouverte-open-licence"),
        PublicDomain => new("https://creativecommons.org/publicdomain/zero/1.0/deed.fr"),
        FreeOfRights => new("https://creativecommons.org/publicdomain/mark/1.0/deed.fr"),
        "CC BY 4.0" => new("https://creativecommons.org/licenses/by/4.0/deed.fr"),
        "CC BY-SA 4.0" => new("https://creativecommons.org/licenses/by-sa/4.0/deed.fr"),
        _ => null,
    };

    /// <summary>As people write it: « cc0 », « Licence ouverte », « cc-by-sa »; null for another.</summary>
    public static string? Read(string written)
    {
        var bare = string.Concat(Folding.Fold(written).Where(char.IsAsciiLetterOrDigit));
        return bare switch
        {
            "" => "",
            "licenceouverte" or "licenceouverte20" or "licenceouvertev2" or "etalab" or "etalab20" or "lo20" or "licenceouverteetalab" => OpenLicence,
            "cc0" or "cc010" => PublicDomain,
            "domainepublic" or "publicdomain" or "pdm" => FreeOfRights,
            "ccby" or "ccby40" => "CC BY 4.0",
            "ccbysa" or "ccbysa40" => "CC BY-SA 4.0",
            "tousdroitsreserves" or "droitsreserves" or "allrightsreserved" => Reserved,
            _ => null,
        };
    }
}
