using Musenor.Collections.Notices;
using Musenor.Collections.Search;
using Musenor.Storage;

namespace Musenor.Collections.Media.Photographs.Views;

/// <summary>The pictures of a notice opened by somebody who arranges them.</summary>
public sealed record OpenedPictures(NoticeView View, string Version, IReadOnlyList<NoticeImage> Rows, IReadOnlyList<PictureChange> Changes)
{
    public string Title => View.Notice.Title.Length > 0 ? View.Notice.Title : View.Ref;

    /// <summary>Photographs that nobody described for those who do not see them.</summary>
    public int WithoutAlt => Rows.Count(r => r.Alt.Length == 0);
}

public sealed class OpenPictures(Database database, ReadNotice read)
{
    public async Task<OpenedPictures?> Run(string reference, CancellationToken stop = default)
    {
        if (await read.Run(reference, stop) is not { } view)
        {
            return null;
        }

        await using var connection = await database.Open(stop);
        var rows = await PictureRows.Read(connection, null, view.Ref);
        return new OpenedPictures(view with { Images = rows }, PictureRows.Version(rows), rows, await PictureHistory.Read(connection, view.Ref));
    }
}
