using Musenor.Collections.Media.Photographs.Reading;
using Musenor.Files.Sniffing;

namespace Musenor.Collections.Media.Photographs;

/// <summary>A file, whose it is, and what is known of it before its bytes are kept.</summary>
/// <param name="Ref">The notice; null when a person has to say.</param>
/// <param name="Why">Of one without a notice: unknown, several, doubtful, list.</param>
public sealed record FoundPhotograph(SourcePhotograph Source, string? Museum, string? Ref, string Why, IReadOnlyList<string> Candidates)
{
    public string Caption { get; init; } = "";

    public string Photographer { get; init; } = "";

    public string Licence { get; init; } = "";

    public string ViewKey { get; init; } = "";
}

/// <summary>The same, its master kept.</summary>
public sealed record KeptPhotograph(FoundPhotograph Found, string Hash, long Bytes, FileKind Kind, int Width, int Height)
{
    public MakeDerivatives.Made? Made { get; init; }

    /// <summary>Of the picture on its notice, or in the tray.</summary>
    public string Id => PictureId.Of(Found.Ref ?? $"tray {Found.Museum}", Hash);
}

internal static class PictureId
{
    /// <summary>The same bytes on the same notice are the same picture, whatever their names.</summary>
    public static string Of(string reference, string hash) => Pictures.Id(reference, 0, System.Text.Encoding.ASCII.GetBytes(hash));
}
