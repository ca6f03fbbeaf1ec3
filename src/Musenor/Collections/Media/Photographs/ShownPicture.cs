using System.Globalization;
using Musenor.Collections.Media.Photographs.Download;
using Musenor.Collections.Notices;
using Musenor.Collections.Search;

namespace Musenor.Collections.Media.Photographs;

/// <summary>The view of a work that its page shows large, and, where it is one of a pair, the state before and after.</summary>
public sealed record ShownPicture(NoticeImage Image, int Number, int Count, NoticeImage? Before, NoticeImage? After)
{
    private const int Large = 960;
    private const int Small = 160;

    /// <param name="wanted">From the address, « vue=2 »; what is no view of the work is the first.</param>
    public static ShownPicture Of(NoticeView view, string? wanted)
    {
        var at = int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= view.Images.Count ? number : 1;
        var image = view.Images[at - 1];
        var after = image.BeforeId is null ? view.Images.FirstOrDefault(i => i.BeforeId == image.Id) : image;
        var before = after?.BeforeId is { } id ? view.Images.FirstOrDefault(i => i.Id == id) : null;
        return new(image, at, view.Images.Count, before, before is null ? null : after);
    }

    /// <summary>What the pictures of the page weigh at most.</summary>
    public static long Weight(NoticeView view, string? wanted)
    {
        if (view.Images.Count == 0)
        {
            return 0;
        }

        var shown = Of(view, wanted);
        var large = new[] { shown.Image, shown.Before, shown.After }.OfType<NoticeImage>().Distinct().Sum(i => i.Weight(Large));
        return large + (view.Images.Count > 1 ? view.Images.Sum(i => i.Weight(Small)) : 0);
    }

    public static string Credit(NoticeView view, NoticeImage image) => DownloadPicture.Credit(view, image);
}
