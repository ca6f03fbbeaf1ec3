using Heritage.Standards.Joconde;

namespace Musenor.Collections.Search.Columns;

/// <summary>
/// A facet of the search: its key in addresses, the resource key of its name, and what it reads of a notice. The list is the order
/// of the page; adding a facet is one line in <see cref="All"/>, one text in Collections.fr.resx, then « reindex ».
/// </summary>
public sealed record Facet(string Key, Func<JocondeNotice, IEnumerable<string>> Values)
{
    public const string Museum = "musee";
    public const string Department = "departement";
    public const string Source = "reseau";
    public const string Image = "image";
    public const string Rights = "droits";

    public static readonly Facet[] All =
    [
        new(Museum, _ => []), // from the notice's museum, see NoticeColumns
        new(Department, _ => []), // from the directory, see Catalogue
        new(Source, _ => []), // from the networks that the work was harvested from
        new("domaine", n => n.Terms("DOMN")),
        new("denomination", n => n.Terms("DENO")),
        new("auteur", n => n.Authors.Select(a => a.Name)),
        new("technique", n => n.Terms("TECH")),
        new("periode", n => n.Terms("PERI")),
        new("epoque", n => n.Terms("EPOQ")),
        new("lieu", n => n.Places.SelectMany(p => p.Parts)),
        new("sujet", n => n.Subjects.SelectMany(s => s.Terms)),
        new("ecole", n => n.Terms("ECOL")),
        new("acquisition", n => n.Status?.Acquisitions ?? []),
        new(Image, _ => []), // from the stored pictures
        new(Rights, _ => []), // from the licences of the stored pictures
    ];

    public static readonly string[] Keys = [.. All.Select(f => f.Key)];

    /// <summary>What a visitor may tick by default without « Toutes les valeurs »: four open, as ux.md §6 asks.</summary>
    public bool IsOpen => Key is Museum or "domaine" or "auteur" or Image;
}
