using Musenor.Accounts.Access;
using Musenor.Collections.Editing;
using Musenor.Museums;
using Musenor.Web;

namespace Musenor.Interop.JocondeExport;

/// <summary>The notices of a selection, and whether their museum may send to POP at all.</summary>
public sealed class ChooseNotices(ListNoticesToEdit list, MuseumDirectory museums)
{
    private static readonly Texts Words = Texts.Of("Interop");

    /// <param name="Refusal">Null when the museum may send.</param>
    public sealed record Chosen(Museum? Museum, IReadOnlyList<string> Refs, Outcome? Refusal);

    public async Task<Chosen> Run(Person who, Selection selection, CancellationToken stop = default)
    {
        if (!(await museums.Read(stop)).ById.TryGetValue(selection.MuseumId, out var museum))
        {
            return new Chosen(null, [], new Outcome.Missing());
        }

        if (Check(who, museum) is { } refusal)
        {
            return new Chosen(museum, [], refusal);
        }

        return new Chosen(museum, await list.Refs(who, selection.Wanted, stop), null);
    }

    /// <summary>Its own people, under a code that Muséofile knows: POP would take any, and show the notices of no museum.</summary>
    public static Outcome? Check(Person who, Museum museum) =>
        !who.May(Rights.EditNotices, museum.Id) ? new Outcome.Refused(Words["Refused"])
        : museum.MuseofileCode is null ? new Outcome.Invalid("musee", Words["No.code", museum.Name])
        : museum.ToComplete ? new Outcome.Invalid("musee", Words["No.unknown", museum.Id])
        : null;
}
