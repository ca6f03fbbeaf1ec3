using System.Security.Cryptography;
using System.Text;
using Heritage.Standards.Joconde;
using Musenor.Collections.Media;
using Musenor.Collections.Notices;

namespace Musenor.Interop.JocondeExport;

/// <summary>Why a photograph stays here.</summary>
public enum ImageProblem { NoMaster, TooSmall, NoRights, NotOpen, NoPhotographer, TooHeavy, Unreadable }

/// <param name="Name">As the museum called it, else its place.</param>
public sealed record ImageLeftOut(string Name, ImageProblem Problem);

/// <summary>One notice weighed for a sending: what would be written of it, what keeps it or its photographs here.</summary>
public sealed class JudgedNotice
{
    // The ministry's smallest image (joconde.md §2.5), whichever way it is turned.
    private const int LongSide = 640;
    private const int ShortSide = 480;

    private readonly JocondeNotice _words;
    private string? _content;

    private JudgedNotice(SourceNotice source, JocondeNotice words, PopNotice pop, string credits)
    {
        (Source, _words, Pop) = (source, words, pop);
        var values = new Dictionary<string, string>(pop.Values, StringComparer.Ordinal);
        // The credit stands with the photograph here, with the notice there.
        if (credits.Length > 0)
        {
            values.TryAdd("PHOT", credits);
        }

        Values = values;
    }

    public SourceNotice Source { get; }

    public PopNotice Pop { get; }

    /// <summary>Code to text, without REFIM.</summary>
    public IReadOnlyDictionary<string, string> Values { get; private set; }

    public string InventoryNumber => _words.Inventory.Current;

    public string Title => _words.Title;

    /// <summary>What is missing of the « fiche minimum »: told, no obstacle.</summary>
    public IReadOnlyList<string> MissingOfMinimum => MinimumRecord.Missing(_words, Images.Count > 0 && !Values.ContainsKey("PHOT"));

    /// <summary>Those that may leave, in order.</summary>
    public IReadOnlyList<SourceImage> Images { get; private init; } = [];

    public IReadOnlyList<ImageLeftOut> ImagesLeftOut { get; private init; } = [];

    /// <summary>Codes that POP holds since the last sending and that are blank now: to be emptied there.</summary>
    public IReadOnlyList<string> Emptied => Source.Sent is null ? [] : [.. Source.Sent.FilledCodes.Where(c => !Values.ContainsKey(c))];

    /// <summary>True when POP must be told that the object is no longer missing.</summary>
    public bool ResetsMissing => Pop.ResetsMissing || Emptied.Contains(PopFields.Missing);

    /// <summary>Print of what is written, reference apart.</summary>
    public string ContentHash => _content ??= Hash(string.Join('\n', Values.Where(v => v.Key != "REF").OrderBy(v => v.Key, StringComparer.Ordinal).Select(v => $"{v.Key}\t{v.Value}")));

    /// <summary>Print of the photographs that leave, in their order; empty when none does.</summary>
    public string ImagesHash => Images.Count == 0 ? "" : Hash(string.Join('\n', Images.Select(i => i.MasterHash)));

    public string Codes => string.Join(' ', Values.Keys.Order(StringComparer.Ordinal));

    public bool IsNews => Source.Sent is not { RefusedAt: null } || Differs;

    /// <summary>POP has it otherwise, or not at all.</summary>
    public bool Differs => Source.Sent?.ContentHash != ContentHash || ImagesChanged;

    /// <summary>A photograph more, less or other: all of them are sent again. None left changes nothing that a file could say.</summary>
    public bool ImagesChanged => ImagesHash.Length > 0 && Source.Sent?.ImagesHash != ImagesHash;

    /// <summary>The last photograph is gone, and a file cannot take it off POP.</summary>
    public bool LostItsImages => ImagesHash.Length == 0 && Source.Sent is { ImagesHash.Length: > 0 };

    /// <param name="code">Muséofile code, from the record of the museum.</param>
    public static JudgedNotice Of(SourceNotice source, string code)
    {
        var words = new JocondeNotice(FieldsJson.Read(source.Fields));
        var pop = PopNotice.Of(words.Fields, code, source.JocondeRef ?? "");
        var credit = pop.Values.ContainsKey("PHOT");
        var (kept, left) = (new List<SourceImage>(), new List<ImageLeftOut>());
        foreach (var image in source.Images)
        {
            if (Problem(image, credit) is { } problem)
            {
                left.Add(new ImageLeftOut(Name(image), problem));
            }
            else
            {
                kept.Add(image);
            }
        }

        var credits = string.Join(" ; ", kept.Select(Credit).Where(c => c.Length > 0).Distinct(StringComparer.Ordinal));
        return new JudgedNotice(source, words, pop, credits) { Images = kept, ImagesLeftOut = left };
    }

    /// <summary>The same under the reference that it was given.</summary>
    public void Named(string reference) => Values = new Dictionary<string, string>(Values, StringComparer.Ordinal) { ["REF"] = reference };

    public static string Name(SourceImage image) => image.FileName.Length > 0 ? image.FileName : $"image {image.Position}";

    private static ImageProblem? Problem(SourceImage image, bool credited) =>
        image.MasterHash is null || image.MasterWidth is not { } width || image.MasterHeight is not { } height ? ImageProblem.NoMaster
        : Math.Max(width, height) < LongSide || Math.Min(width, height) < ShortSide ? ImageProblem.TooSmall
        : image.Licence.Length == 0 ? ImageProblem.NoRights
        : !Licence.IsOpen(image.Licence) ? ImageProblem.NotOpen
        : !credited && Credit(image).Length == 0 ? ImageProblem.NoPhotographer
        : null;

    private static string Credit(SourceImage image) => (image.Photographer.Length > 0 ? image.Photographer : image.Credit).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
