using Heritage.Standards.Iiif;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Musenor.Collections.Media.Iiif;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Web;

namespace Musenor.Collections.Media.Zoom;

/// <summary>/notices/{ref}/zoom: one picture of a notice as close as its file allows; « ?vue=2 » shows the second.</summary>
[PublicPage]
public sealed class ZoomNoticePage(ReadNotice read, FindImage find) : PageModel
{
    // Shown without script: browsers enlarge it themselves.
    private const int PlainSide = 2400;

    // Tiles of a first view, information included; the browser tests hold it.
    internal const int FirstView = 200_000;

    public NoticeView View { get; private set; } = null!;

    public NoticeImage Image { get; private set; } = null!;

    public int Number { get; private set; }

    /// <summary>Of the largest file that may be had.</summary>
    public (int Width, int Height) Largest { get; private set; }

    public (int Width, int Height) Plain { get; private set; }

    /// <summary>Open, and with no download of its own, where its credit would be written in it: drawn by the program, or from before masters were kept.</summary>
    public bool IsGivenHere => Licence.IsOpen(Image.Licence) && Photographs.Download.Downloads.Of(Image).Count == 0;

    public string Title => View.Notice.Title.Length > 0 ? View.Notice.Title : View.Ref;

    public string Alt => Image.Alt.Length > 0 ? Image.Alt : Texts.Of("Collections")["Notice.ImageAlt", Title];

    /// <summary>Base of the image on this very site.</summary>
    public string Service => ServeImage.Prefix + Image.Id;

    public static string Address(NoticeView view, int number = 1) => $"{view.Address}/zoom{(number > 1 ? $"?vue={number}" : "")}";

    public async Task<IActionResult> OnGetAsync(string reference, int vue = 1, CancellationToken stop = default)
    {
        if (await read.Run(reference, stop) is not { } view)
        {
            return NotFound();
        }

        if (view.IsWithdrawn)
        {
            HttpContext.Features.Set(ShowNotice.Withdrawn(view));
            return StatusCode(StatusCodes.Status410Gone);
        }

        if (view.Ref != reference)
        {
            return RedirectPermanent(Address(view, vue));
        }

        if (vue < 1 || vue > view.Images.Count || await find.Run(view.Images[vue - 1].Id, stop) is not { } facts || find.Source(facts) is not { } source)
        {
            return NotFound();
        }

        (View, Image, Number) = (view, view.Images[vue - 1], vue);
        Largest = IiifSettings.Limits.Largest(source.Width, source.Height);
        Plain = new ImageLimits(PlainSide, PlainSide, long.MaxValue).Largest(source.Width, source.Height);
        return Page();
    }
}
