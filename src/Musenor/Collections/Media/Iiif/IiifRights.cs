namespace Musenor.Collections.Media.Iiif;

/// <summary>The addresses that IIIF takes as « rights » (Presentation API 3.0 §3.4): Creative Commons and RightsStatements.org, in http. The others are said in words.</summary>
internal static class IiifRights
{
    public static string? Of(string licence) => licence switch
    {
        Licence.PublicDomain => "http://creativecommons.org/publicdomain/zero/1.0/",
        "Domaine public" => "http://creativecommons.org/publicdomain/mark/1.0/",
        "CC BY 4.0" => "http://creativecommons.org/licenses/by/4.0/",
        "CC BY-SA 4.0" => "http://creativecommons.org/licenses/by-sa/4.0/",
        _ => null,
    };
}
