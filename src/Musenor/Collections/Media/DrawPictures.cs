using Dapper;
using Musenor.Collections.Media.Drawing;
using Musenor.Storage;

namespace Musenor.Collections.Media;

/// <summary>Gives drawings to notices of the demonstration. Run again after a stop, it draws only what is missing.</summary>
public sealed class DrawPictures(Database database, StorePicture store)
{
    private const int BatchSize = 30;

    // A drawing has few colours: more effort would cost seconds and spare nothing.
    private const int Effort = 2;

    /// <param name="Number">What the drawing is made from.</param>
    /// <param name="Domain">DOMN of the notice.</param>
    public sealed record Wanted(string Ref, string Domain, int Number);

    public async Task<int> Run(IReadOnlyList<Wanted> wanted, Action<int>? progress = null, CancellationToken stop = default)
    {
        await using var connection = await database.Open(stop);
        var known = (await connection.QueryAsync<string>("select ref from notice_image where kind = 'drawn'")).ToHashSet(StringComparer.Ordinal);
        var missing = wanted.Where(w => !known.Contains(w.Ref)).ToArray();
        var done = wanted.Count - missing.Length;
        foreach (var batch in missing.Chunk(BatchSize))
        {
            var forms = batch.Select(w =>
            {
                var (svg, alt) = DrawPicture.Run(w.Domain, w.Number);
                return new StorePicture.Form(w.Ref, svg, DrawPicture.Kind, Licence.PublicDomain, DrawPicture.Credit, alt);
            });
            await store.Run([.. forms], Effort, stop);
            progress?.Invoke(done += batch.Length);
        }

        return missing.Length;
    }
}
