using Musenor.Files.Sniffing;
using Musenor.Web;

namespace Musenor.Files;

/// <summary>What a form asks for: which kinds of files, and how heavy at most.</summary>
/// <param name="Name">Kept with the file: « avatar », « contribution ».</param>
/// <param name="Largest">Bytes; a kind that allows less keeps its own limit.</param>
public sealed record FilePurpose(string Name, IReadOnlyList<FileKind> Kinds, long Largest)
{
    private const long Mega = 1024 * 1024;

    /// <summary>What telephones and cameras make.</summary>
    public static readonly IReadOnlyList<FileKind> Photographs = [FileKind.Jpeg, FileKind.Png, FileKind.WebP, FileKind.Heic];

    public static readonly IReadOnlyList<FileKind> Images = [.. FileKind.All.Where(k => k.Family == FileFamily.Image)];
    public static readonly IReadOnlyList<FileKind> Documents = [.. FileKind.All.Where(k => k.Family == FileFamily.Document)];
    public static readonly IReadOnlyList<FileKind> Recordings = [.. FileKind.All.Where(k => k.Family is FileFamily.Sound or FileFamily.Film)];

    /// <summary>
    /// The room that asks for it has a reader that judges the bytes itself, however many: texts are taken as they are. They leave like other
    /// files, never to be shown by a browser.
    /// </summary>
    public bool IsJudgedByItsReader { get; init; }

    /// <summary>Masters of a museum, read in a stream: the limit of the purpose alone counts, whatever the kind.</summary>
    public bool IsOfMuseum { get; init; }

    public long LargestOf(FileKind kind) => IsJudgedByItsReader || IsOfMuseum ? Largest : Math.Min(Largest, kind.Largest);

    /// <summary>« JPEG, PNG ou PDF »: said before the choice, and again when another kind was chosen.</summary>
    public string Wanted => Kinds.Count == 1
        ? Kinds[0].Label
        : $"{string.Join(", ", Kinds.SkipLast(1).Select(k => k.Label))} {Texts.Of("Files")["Or"]} {Kinds[^1].Label}";

    /// <summary>« JPEG, PNG ou PDF, 20 Mo au plus ».</summary>
    public string Hint => Texts.Of("Files")["Hint", Wanted, Size(Kinds.Max(LargestOf))];

    /// <summary>For the « accept » of the field: « .jpg,.jpeg,.pdf ».</summary>
    public string Accept => string.Join(',', Kinds.SelectMany(k => k.Extensions).Select(e => "." + e));

    /// <summary>« 1 Go », « 20 Mo », « 1,5 Mo », « 300 Ko ».</summary>
    public static string Size(long bytes) => bytes < Mega ? $"{Math.Max(1, bytes / 1024)}\u00A0Ko"
        : bytes >= 1024 * Mega ? string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{bytes / (1024d * Mega):0.#}\u00A0Go")
        : string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{bytes / (double)Mega:0.#}\u00A0Mo");
}
