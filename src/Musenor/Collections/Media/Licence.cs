namespace Musenor.Collections.Media;

/// <summary>Licences a picture may carry; an empty one means « droits non renseignés ».</summary>
public static class Licence
{
    public const string OpenLicence = "Licence Ouverte 2.0";
    public const string PublicDomain = "CC0 1.0";

    public static bool IsOpen(string licence) => licence is OpenLicence or PublicDomain or "Domaine public" or "CC BY 4.0" or "CC BY-SA 4.0";

    /// <summary>Where the licence is written, or null.</summary>
    public static Uri? Address(string licence) => licence switch
    {
        OpenLicence => new("https://www.etalab.gouv.fr/licence-ouverte-open-licence"),
        PublicDomain => new("https://creativecommons.org/publicdomain/zero/1.0/deed.fr"),
        "CC BY 4.0" => new("https://creativecommons.org/licenses/by/4.0/deed.fr"),
        "CC BY-SA 4.0" => new("https://creativecommons.org/licenses/by-sa/4.0/deed.fr"),
        _ => null,
    };
}
