using System.Data.Common;
using System.Text;
using System.Text.Json;
using Dapper;
using Heritage.Standards.Joconde;
using Musenor.Storage;
using Musenor.Web;

namespace Musenor.Collections.Vocabularies;

/// <summary>Takes a list of the ministry in, in place of the one loaded before: SKOS in JSON-LD from Opentheso, or the text of 2014.</summary>
public sealed class LoadVocabulary(Database database, TimeProvider clock)
{
    private const int LargestFile = 200_000_000;

    /// <param name="List">Opentheso id or field code: « th294 », « DOMN ».</param>
    public sealed record Form(Stream File, string FileName, string List);

    /// <summary>Done with the id of the list.</summary>
    public async Task<Outcome> Run(Form form, CancellationToken stop = default)
    {
        if (PopVocabulary.Find(form.List) is not { } list)
        {
            return new Outcome.Invalid("list", $"« {form.List} » n’est pas une liste contrôlée par POP. Connues : {string.Join(", ", PopVocabulary.All.Select(v => $"{v.Id} ({string.Join(", ", v.Fields)})"))}.");
        }

        var (terms, format, refusal) = await Read(form, stop);
        if (refusal is not null)
        {
            return new Outcome.Invalid("file", refusal);
        }

        await database.Write(async (connection, transaction) =>
        {
            await Replace(connection, transaction, list.Id, form.FileName, format, terms);
            return list.Id;
        }, stop);
        return new Outcome.Done(list.Id);
    }

    /// <summary>Takes a list out: its fields are no longer checked.</summary>
    public Task<Outcome> Remove(string name, CancellationToken stop = default) => database.Write<Outcome>(async (connection, transaction) =>
    {
        var id = PopVocabulary.Find(name)?.Id ?? name;
        await connection.ExecuteAsync("delete from vocabulary_term where vocabulary_id = @id", new { id }, transaction);
        return await connection.ExecuteAsync("delete from vocabulary where id = @id", new { id }, transaction) == 1 ? new Outcome.Done(id) : new Outcome.Missing();
    }, stop);

    private static async Task<(IReadOnlyList<ListedTerm> Terms, string Format, string? Refusal)> Read(Form form, CancellationToken stop)
    {
        if (form.File.Length > LargestFile)
        {
            return ([], "", $"Le fichier a plus de {LargestFile / 1_000_000} Mo : ce n’est pas une de ces listes.");
        }

        using var bytes = new MemoryStream();
        await form.File.CopyToAsync(bytes, stop);
        bytes.Position = 0;
        var first = bytes.GetBuffer().AsSpan(0, (int)bytes.Length).TrimStart("\uFEFF"u8).TrimStart(" \r\n\t"u8);
        try
        {
            var isJson = first.Length > 0 && first[0] is (byte)'[' or (byte)'{';
            var terms = isJson ? SkosJson.Read(WithoutMark(bytes)) : first.Contains((byte)0) || first.StartsWith("<"u8) ? [] : LexiconText.Read(Text(bytes.ToArray()));
            return terms.Count > 0
                ? (terms, isJson ? "skos" : "lexicon", null)
                : ([], "", "Aucun terme n’a été trouvé : il faut l’export JSON-LD d’Opentheso, ou la liste du ministère en texte (un terme par ligne, TAB pour la hiérarchie).");
        }
        catch (JsonException)
        {
            return ([], "", "Ce fichier commence comme du JSON, mais n’en est pas : le télécharger de nouveau depuis Opentheso (format jsonld).");
        }
    }

    private static MemoryStream WithoutMark(MemoryStream bytes)
    {
        bytes.Position = bytes.GetBuffer().AsSpan(0, (int)Math.Min(3, bytes.Length)).StartsWith("\uFEFF"u8) ? 3 : 0;
        return bytes;
    }

    private static string Text(byte[] bytes)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private async Task Replace(DbConnection connection, DbTransaction transaction, string id, string fileName, string format, IReadOnlyList<ListedTerm> terms)
    {
        await connection.ExecuteAsync("delete from vocabulary_term where vocabulary_id = @id", new { id }, transaction);
        await connection.ExecuteAsync("""
            insert into vocabulary (id, file_name, format, preferred, rejected, loaded_at, revision)
            values (@id, @fileName, @format, @preferred, @rejected, @now, (select coalesce(max(revision), 0) + 1 from vocabulary))
            on conflict (id) do update set file_name = excluded.file_name, format = excluded.format, preferred = excluded.preferred,
                rejected = excluded.rejected, loaded_at = excluded.loaded_at, revision = excluded.revision
            """, new
        {
            id,
            fileName,
            format,
            preferred = terms.Count(t => t.Kind == TermKind.Preferred),
            rejected = terms.Count(t => t.Kind == TermKind.Rejected),
            now = clock.GetUtcNow(),
        }, transaction);
        using var insert = connection.Prepared(transaction, """
            insert into vocabulary_term (vocabulary_id, position, label, kind, preferred, broader, uri) values (@id, @position, @label, @kind, @preferred, @broader, @uri)
            """, "id", "position", "label", "kind", "preferred", "broader", "uri");
        foreach (var term in terms)
        {
            insert.Run(id, term.Position, term.Label, Kind(term.Kind), term.Of, term.Broader, term.Address);
        }
    }

    private static string Kind(TermKind kind) => kind switch { TermKind.Preferred => "preferred", TermKind.Rejected => "rejected", _ => "grouping" };
}
