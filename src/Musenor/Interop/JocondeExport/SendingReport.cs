using Heritage.Standards.Joconde;
using Musenor.Museums;

namespace Musenor.Interop.JocondeExport;

/// <summary>A notice named in a report.</summary>
/// <param name="JocondeRef">Empty while none was given.</param>
public sealed record ReportedNotice(string Ref, string JocondeRef, string InventoryNumber, string Title)
{
    internal static ReportedNotice Of(JudgedNotice notice) => new(notice.Source.Ref, notice.Values.GetValueOrDefault("REF", ""), notice.InventoryNumber, notice.Title);
}

/// <param name="Reason">Key of the words of the room: « missing.STAT », « image.TooSmall »…</param>
/// <param name="Detail">Words of the notice, or name of the image.</param>
public sealed record ReportLine(ReportedNotice Notice, string Reason, string Detail);

/// <summary>
/// What a sending takes and leaves, told before it is made and kept beside the package. Beyond <see cref="Most"/> lines of one kind, they are
/// counted and no longer named.
/// </summary>
public sealed class SendingReport(Museum museum, DateTimeOffset at)
{
    public const int Most = 2_000;
    public const string Doubled = "doubled";

    private readonly HashSet<string> _references = new(StringComparer.Ordinal);
    private readonly HashSet<string> _stems = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public Museum Museum { get; } = museum;

    public DateTimeOffset At { get; } = at;

    public int Selected { get; private set; }

    /// <summary>In the package.</summary>
    public int Written { get; private set; }

    /// <summary>POP has them as they are.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Invented for the demonstration: never sent.</summary>
    public int Demo { get; private set; }

    public int NoticesLeftOut { get; private set; }

    public int WithoutReference { get; private set; }

    /// <summary>Sent before, and withdrawn here since.</summary>
    public int WithdrawnSince { get; set; }

    public int Images { get; private set; }

    public int ImagesLeftOut { get; private set; }

    /// <summary>Notices that stay here.</summary>
    public List<ReportLine> LeftOut { get; } = [];

    /// <summary>Photographs that stay here.</summary>
    public List<ReportLine> ImageLines { get; } = [];

    /// <summary>What was repaired, or should be looked at.</summary>
    public List<ReportLine> Remarks { get; } = [];

    /// <summary>Times a reason was given, also beyond what is named.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Codes of the words that leave: the columns of the file.</summary>
    public HashSet<string> Codes { get; } = new(StringComparer.Ordinal);

    /// <summary>Weighs one notice; true when it goes.</summary>
    public bool Add(JudgedNotice notice, bool onlyNews)
    {
        Selected++;
        if (notice.Source.IsDemo)
        {
            Demo++;
            return false;
        }

        if (notice.Pop.Obstacles.ToList() is { Count: > 0 } obstacles)
        {
            NoticesLeftOut++;
            obstacles.ForEach(o => Tell(LeftOut, notice, o.Kind == PopRemarkKind.Missing ? $"missing.{o.Code}" : "damaged", o.Kind == PopRemarkKind.Missing ? "" : o.Code));
            return false;
        }

        if (onlyNews && !notice.IsNews)
        {
            Unchanged++;
            return false;
        }

        if (IsDoubled(notice))
        {
            NoticesLeftOut++;
            Tell(LeftOut, notice, Doubled, notice.Values["REF"]);
            return false;
        }

        Take(notice, onlyNews);
        return true;
    }

    /// <summary>An image that could not be made after all.</summary>
    public void LoseImage(JudgedNotice notice, ImageLeftOut image)
    {
        Images--;
        ImagesLeftOut++;
        Tell(ImageLines, notice, $"image.{image.Problem}", image.Name);
    }

    private void Take(JudgedNotice notice, bool onlyNews)
    {
        Written++;
        Codes.UnionWith(notice.Values.Keys.Where(c => c != PopFields.Missing));
        Codes.UnionWith(notice.Emptied.Where(c => c != PopFields.Images));
        if (notice.ResetsMissing)
        {
            Codes.Add(PopFields.Missing);
        }

        WithoutReference += notice.Values.ContainsKey("REF") ? 0 : 1;
        Images += !onlyNews || notice.ImagesChanged ? notice.Images.Count : 0;
        foreach (var image in notice.ImagesLeftOut)
        {
            ImagesLeftOut++;
            Tell(ImageLines, notice, $"image.{image.Problem}", image.Name);
        }

        foreach (var remark in notice.Pop.Remarks)
        {
            Tell(Remarks, notice, $"remark.{remark.Kind}", remark.Value.Length > 0 ? $"{remark.Code} : {Short(remark.Value)}" : remark.Code);
        }

        if (notice.LostItsImages)
        {
            Tell(Remarks, notice, "remark.LostItsImages", "");
        }

        if (notice.MissingOfMinimum is { Count: > 0 } missing)
        {
            Tell(Remarks, notice, "minimum", string.Join(", ", missing));
        }
    }

    /// <summary>POP adds zeros before a short reference, and refuses a whole file that gives one twice; two references of one image name are one too many.</summary>
    private bool IsDoubled(JudgedNotice notice) =>
        notice.Values.TryGetValue("REF", out var reference) && (!_references.Add(reference.PadLeft(11, '0')) | !_stems.Add(PopImageName.Stem(reference)));

    private void Tell(List<ReportLine> lines, JudgedNotice notice, string reason, string detail)
    {
        var count = _counts[reason] = _counts.GetValueOrDefault(reason) + 1;
        if (count <= Most)
        {
            lines.Add(new ReportLine(ReportedNotice.Of(notice), reason, detail));
        }
    }

    private static string Short(string text) => text.Length > 120 ? text[..120] + "…" : text;
}
