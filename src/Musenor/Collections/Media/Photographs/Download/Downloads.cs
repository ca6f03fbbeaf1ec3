using System.Globalization;
using Musenor.Collections.Search;
using Musenor.Files;

namespace Musenor.Collections.Media.Photographs.Download;

/// <summary>One size in which a picture may be taken away.</summary>
/// <param name="Size">800, 1600 or « original », as in the address.</param>
/// <param name="Bytes">Of the file, save for the few words written in it.</param>
public sealed record Download(string Size, int Width, int Height, long Bytes)
{
    /// <summary>« JPEG, 1,8 Mo ».</summary>
    public string Weight => $"JPEG, {FilePurpose.Size(Bytes)}";
}

/// <summary>The sizes that the licence of a picture allows: everything where it is open, none where rights are reserved.</summary>
public static class Downloads
{
    public const string Original = "original";

    /// <param name="master">Bytes of the master; unknown: 0.</param>
    public static IReadOnlyList<Download> Of(NoticeImage image, long master = 0)
    {
        var bytes = image.Downloads.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (image.MasterHash is null || bytes.Length != MakeDerivatives.Sides.Length + 1 || image.Licence == Licence.Reserved)
        {
            return [];
        }

        var longest = Math.Max(image.Width, image.Height);
        var sizes = new List<Download>();
        for (var i = 0; i < MakeDerivatives.Sides.Length && (i == 0 || longest > MakeDerivatives.Sides[i - 1]); i++)
        {
            var scale = Math.Min(1, (double)MakeDerivatives.Sides[i] / longest);
            sizes.Add(new(MakeDerivatives.Sides[i].ToString(CultureInfo.InvariantCulture), (int)Math.Round(image.Width * scale), (int)Math.Round(image.Height * scale), Number(bytes[i])));
        }

        if (Licence.IsOpen(image.Licence))
        {
            var whole = Number(bytes[^1]);
            sizes.Add(new(Original, image.Width, image.Height, whole > 0 ? whole : master));
        }

        return sizes;
    }

    public static string Address(NoticeImage image, string size) => $"/images/{image.Id}/telecharger/{size}";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
