using Heritage.Standards.Lido;
using Musenor.Collections.Media;
using Musenor.Collections.Notices;
using Musenor.Web;

namespace Musenor.Interop.OpenData;

/// <summary>A notice of the portal as a LIDO record.</summary>
internal static class NoticeLido
{
    public static LidoRecord Of(NoticeView view, SiteSettings site) => new(view.Ref, view.Notice, new Uri(site.BaseUrl, view.Address))
    {
        MuseumName = view.Museum.Name,
        MuseumCode = view.Museum.MuseofileCode,
        City = view.Museum.City,
        UpdatedAt = view.UpdatedAt,
        DataLicence = view.IsDemo ? "" : Licence.OpenLicence,
        DataLicenceAddress = view.IsDemo ? null : Licence.Address(Licence.OpenLicence),
        Warning = view.IsDemo ? "Notice de démonstration : ne décrit aucune œuvre réelle." : "",
        Images =
        [
            .. view.Images.Where(i => i.Kind == "photograph").Select(i => new LidoImage(
                new Uri(site.BaseUrl, i.Address(Pictures.Widths[^1])), "image/webp", i.Width, i.Height, i.Credit, i.Licence, Licence.Address(i.Licence), i.Alt)),
        ],
    };
}
