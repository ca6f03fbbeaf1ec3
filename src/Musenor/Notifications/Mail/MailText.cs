using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Musenor.Web;

namespace Musenor.Notifications.Mail;

/// <summary>
/// The text of a mail, plain and HTML at once. The HTML has neither table nor image nor colour of its own: the reader's program chooses,
/// in the dark too.
/// </summary>
internal sealed class MailText(SiteSettings site)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _plain = new();
    private readonly StringBuilder _html = new();

    public string Plain => _plain.ToString();

    public string Html(string title) => $"""
        <!DOCTYPE html>
        <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>{Encoder.Encode(title)}</title></head>
        <body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:38em;margin:0 auto;padding:16px">
        <p><strong>{Encoder.Encode(site.Name)}</strong></p>
        {_html}</body></html>
        """;

    public void Heading(string text)
    {
        _plain.Append(Line(text)).Append('\n').Append(new string('-', Math.Min(60, text.Length))).Append("\n\n");
        _html.Append("<h2 style=\"font-size:18px;margin:24px 0 8px\">").Append(Encoder.Encode(Line(text))).Append("</h2>\n");
    }

    public void Paragraphs(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            var lines = text.ReplaceLineEndings("\n").Split('\n').Select(Line).ToList();
            _plain.AppendJoin('\n', lines).Append("\n\n");
            _html.Append("<p>").AppendJoin("<br>", lines.Select(Encoder.Encode)).Append("</p>\n");
        }
    }

    public void Action(string? label, string? path)
    {
        if (Address(path) is { } address)
        {
            var words = Line(label ?? site.Name);
            _plain.Append(words).Append(" :\n").Append(address).Append("\n\n");
            _html.Append("<p><a href=\"").Append(Encoder.Encode(address)).Append("\" style=\"display:inline-block;padding:10px 16px;border:2px solid;border-radius:4px\">")
                .Append(Encoder.Encode(words)).Append("</a></p>\n");
        }
    }

    public void Item(string subject, string? text, string? path)
    {
        var words = Encoder.Encode(Line(subject));
        _plain.Append("- ").Append(Line(subject)).Append('\n');
        _html.Append("<p>").Append(Address(path) is { } link ? $"<a href=\"{Encoder.Encode(link)}\">{words}</a>" : $"<strong>{words}</strong>");
        if (text is not null)
        {
            _plain.Append("  ").Append(Line(text)).Append('\n');
            _html.Append("<br>").Append(Encoder.Encode(Line(text)));
        }

        _plain.Append(Address(path) is { } address ? $"  {address}\n\n" : "\n");
        _html.Append("</p>\n");
    }

    public void Rule()
    {
        // The mark before which mail programs stop quoting.
        _plain.Append("-- \n");
        _html.Append("<hr style=\"margin:24px 0 8px\">\n");
    }

    public void Small(string text)
    {
        _plain.Append(text).Append('\n');
        _html.Append("<p style=\"font-size:14px;margin:4px 0\">").Append(Encoder.Encode(text)).Append("</p>\n");
    }

    public void SmallLink(string label, Uri address)
    {
        _plain.Append(label).Append(" : ").Append(address.AbsoluteUri).Append('\n');
        _html.Append("<p style=\"font-size:14px;margin:4px 0\"><a href=\"").Append(Encoder.Encode(address.AbsoluteUri)).Append("\">").Append(Encoder.Encode(label)).Append("</a></p>\n");
    }

    /// <summary>Links of mails lead to this site and nowhere else.</summary>
    private string? Address(string? path) =>
        path is not null && path.StartsWith('/') && !path.StartsWith("//", StringComparison.Ordinal) && !path.StartsWith("/\\", StringComparison.Ordinal)
            ? new Uri(site.BaseUrl, path).AbsoluteUri : null;

    private static string Line(string text) => OneLine.Of(text);
}
