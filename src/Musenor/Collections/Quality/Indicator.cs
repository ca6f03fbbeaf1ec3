using Musenor.Collections.Notices;

namespace Musenor.Collections.Quality;

/// <summary>
/// One thing that a notice may lack: its key in addresses and tables, « Quality.key » in the resources. Adding one is a line here, a bit in
/// <see cref="NoticeTodo"/> where the notice alone tells it, and its texts.
/// </summary>
/// <param name="Bit">Of notice_column.todo; 0 where something else tells it.</param>
public sealed record Indicator(string Key, int Bit = 0)
{
    public const string Terms = "termes";
    public const string Duplicate = "doublon";
    public const string Position = "position";
    public const string NoImage = "image";

    public static readonly IReadOnlyList<Indicator> All =
    [
        new("completer", NoticeTodo.Incomplete),
        new(Terms),
        new("date", NoticeTodo.UnreadableDate),
        new("datation", NoticeTodo.DoubtfulDate),
        new("auteur", NoticeTodo.DoubtfulAuthor),
        new(Duplicate),
        new(NoImage),
        new("alt", NoticeTodo.NoAlt) { IsOfPictures = true },
        new("licence", NoticeTodo.NoLicence) { IsOfPictures = true },
        new("credit", NoticeTodo.NoCredit) { IsOfPictures = true },
        new("lieu", NoticeTodo.NoPlace),
        new(Position),
    ];

    public static readonly IReadOnlyList<string> Keys = [.. All.Select(i => i.Key)];

    /// <summary>Only notices with a picture can lack it.</summary>
    public bool IsOfPictures { get; private init; }

    public static int At(string key) => Keys.ToList().IndexOf(key);
}
