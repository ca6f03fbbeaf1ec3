using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Musenor.Web;

/// <summary>
/// The words of one room, from its resource file (<c>Museums/Museums.fr.resx</c>) in the language of the request.
/// A text may hold two forms parted by « | »: singular and plural, chosen by the first argument (French: 0 and 1 are singular).
/// </summary>
public sealed class Texts
{
    private static readonly ConcurrentDictionary<string, Texts> All = new(StringComparer.Ordinal);
    private readonly ResourceManager _words;
    private readonly ConcurrentDictionary<(string Culture, string Key), string> _set = new();

    private Texts(string room) => _words = new ResourceManager($"Musenor.{room}.{room}", typeof(Texts).Assembly);

    public static Texts Of(string room) => All.GetOrAdd(room, name => new Texts(name));

    /// <summary>The rooms that have words, found in the program itself.</summary>
    public static IReadOnlyList<string> Rooms { get; } = [.. typeof(Texts).Assembly.GetTypes().Select(t => t.Namespace ?? "").Where(n => n.StartsWith("Musenor.", StringComparison.Ordinal))
        .Select(n => n.Split('.')[1]).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The text, or null where the room has none by that key: for keys that come from data.</summary>
    public string? Find(string key)
    {
        try
        {
            return _words.GetString(key, CultureInfo.CurrentUICulture) is null ? null : this[key];
        }
        catch (MissingManifestResourceException)
        {
            return null; // a room without words
        }
    }

    /// <summary>The text as it stands. A missing key is a fault of ours: it fails loudly, and a test looks for it.</summary>
    public string this[string key] => _set.GetOrAdd((CultureInfo.CurrentUICulture.Name, key), Compose);

    public string this[string key, params object?[] values]
    {
        get
        {
            var text = this[key];
            var bar = text.IndexOf('|', StringComparison.Ordinal);
            if (bar >= 0)
            {
                var many = values[0] is IConvertible count && Math.Abs(count.ToDouble(CultureInfo.InvariantCulture)) >= 2;
                text = many ? text[(bar + 1)..] : text[..bar];
            }

            return string.Format(CultureInfo.CurrentCulture, text, values);
        }
    }

    /// <summary>The text with the spacing of its language, composed once.</summary>
    private string Compose((string Culture, string Key) wanted)
    {
        var culture = CultureInfo.GetCultureInfo(wanted.Culture);
        var text = _words.GetString(wanted.Key, culture) ?? throw new KeyNotFoundException($"No text « {wanted.Key} » in {_words.BaseName}.");
        return culture.TwoLetterISOLanguageName == "fr" ? Typography.French(text) : text;
    }
}
