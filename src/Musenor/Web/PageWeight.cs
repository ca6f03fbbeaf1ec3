using System.Text;
using Microsoft.AspNetCore.Html;
using Musenor.Web.Delivery;

namespace Musenor.Web;

/// <summary>
/// What a first visit to this page weighs at most, from sizes known before it leaves: the shared files, the images that the page
/// declares (ViewData["ImageBytes"]), and the HTML. Compressed HTML is counted at half its length: a browser test holds that bound.
/// </summary>
public static class PageWeight
{
    // The layout around the page's own content, head and footer included, before compression.
    private const int Shell = 8_000;

    // Status lines and headers of the answers: page, style sheet, script, font, icon.
    private const int Headers = 5 * 900;

    public static int Kilobytes(SiteAssets assets, IHtmlContent body, long imageBytes, bool compressed)
    {
        using var counter = new Counter();
        body.WriteTo(counter, System.Text.Encodings.Web.HtmlEncoder.Default);
        var html = (counter.Bytes + Shell) / (compressed ? 2 : 1);
        var shared = assets["site.css"].Weight + assets["site.js"].Weight + assets["font.woff2"].Weight + assets["favicon.svg"].Weight;
        return (int)Math.Ceiling((html + shared + Headers + imageBytes) / 1000.0);
    }

    private sealed class Counter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public int Bytes { get; private set; }

        public override void Write(char value) => Bytes += value < 128 ? 1 : value < 2048 ? 2 : 3;

        public override void Write(string? value) => Bytes += value is null ? 0 : Encoding.UTF8.GetByteCount(value);

        public override void Write(char[] buffer, int index, int count) => Bytes += Encoding.UTF8.GetByteCount(buffer, index, count);

        public override void Write(ReadOnlySpan<char> buffer) => Bytes += Encoding.UTF8.GetByteCount(buffer);
    }
}
