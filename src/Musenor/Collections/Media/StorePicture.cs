using System.Data.Common;
using Dapper;
using Musenor.Collections.Notices;
using Musenor.Storage;

namespace Musenor.Collections.Media;

/// <summary>
/// Attaches pictures to notices: their sizes on disk first, then their rows and what the search knows of the notices, in one
/// transaction. Stored again, a picture changes nothing.
/// </summary>
public sealed class StorePicture(Database database, Pictures pictures, RefreshColumns refresh)
{
    /// <param name="Kind">« drawn » or « photograph », see Sql/0002_notice.sql.</param>
    /// <param name="File">Any format that libvips reads.</param>
    public sealed record Form(string Ref, byte[] File, string Kind, string Licence, string Credit, string Alt, int Position = 1);

    private sealed record Made(Form Form, string Id, int Width, int Height, long[] Bytes);

    /// <summary>Answers how many were new.</summary>
    public async Task<int> Run(IReadOnlyList<Form> forms, int effort = 4, CancellationToken stop = default)
    {
        var made = new Made[forms.Count];
        Parallel.For(0, forms.Count, new ParallelOptions { CancellationToken = stop }, i =>
        {
            var id = Pictures.Id(forms[i].Ref, forms[i].Position, forms[i].File);
            var (width, height, bytes) = pictures.Derive(id, forms[i].File, effort);
            made[i] = new Made(forms[i], id, width, height, bytes);
        });
        return await database.Write(async (connection, transaction) =>
        {
            var touched = new List<string>();
            foreach (var picture in made)
            {
                if (await Insert(connection, transaction, picture))
                {
                    touched.Add(picture.Form.Ref);
                }
            }

            refresh.Run(connection, transaction, [.. touched.Distinct()]);
            return touched.Count;
        }, stop);
    }

    private static async Task<bool> Insert(DbConnection connection, DbTransaction transaction, Made made) => await connection.ExecuteAsync("""
        insert into notice_image (id, ref, position, width, height, bytes, credit, licence, alt, kind)
        values (@Id, @Ref, @Position, @Width, @Height, @Bytes, @Credit, @Licence, @Alt, @Kind)
        on conflict do nothing
        """, new
    {
        made.Id,
        made.Form.Ref,
        made.Form.Position,
        made.Width,
        made.Height,
        Bytes = string.Join(' ', made.Bytes),
        made.Form.Credit,
        made.Form.Licence,
        made.Form.Alt,
        made.Form.Kind,
    }, transaction) == 1;
}
