using Heritage.Standards.Edm;
using Heritage.Standards.OaiPmh;
using Heritage.Standards.Publication;
using Musenor.Collections.Media;

namespace Musenor.Interop.OaiPmh;

/// <summary>A set, with the names of itself and of its parents.</summary>
/// <param name="Names">From the widest to the set itself, one a segment.</param>
internal sealed record ItemSet(string Spec, IReadOnlyList<string> Names)
{
    public const string Europeana = "europeana";

    private static readonly (string Root, string Name)[] Roots =
    [
        ("museum", "Musées"), ("domain", "Domaines"), ("place", "Lieux de conservation"), ("media", "Médias"), ("rights", "Droits"), ("source", "Sources moissonnées"),
        (Europeana, "Notices qui ont ce que demande Europeana"),
    ];

    /// <summary>Specs with names, parents first.</summary>
    public IEnumerable<(string Spec, string Name)> All => SetSpec.WithParents(Spec).Select((spec, at) => (spec, Names[at]));

    /// <summary>Rows of oai_listed for these sets, parted by blanks: their names and those of their parents; those of EDM under « edm/ ».</summary>
    /// <param name="edm">Its sets as EDM tells them; null when it never was there.</param>
    public static IEnumerable<string> Lists(string sets, string? edm)
    {
        static IEnumerable<string> All(string specs) => specs.Split(' ').SelectMany(SetSpec.WithParents).Distinct(StringComparer.Ordinal);
        return edm is null ? All(sets) : [.. All(sets), .. All(edm).Select(s => List(s, inEdm: true)), List(null, inEdm: true)];
    }

    /// <summary>The list that answers a request for a set in a format; « » for all items.</summary>
    public static string List(string? set, bool inEdm) => !inEdm ? set ?? "" : set is null ? "edm" : $"edm/{set}";

    public static List<ItemSet> Of(StoredWork stored, PublishedWork work, Origin? origin, bool inEdm)
    {
        var sets = new List<ItemSet> { Make("museum", (Clean(stored.Museum.Id), stored.Museum.Name)) };
        sets.AddRange(work.Notice.Terms("DOMN").Select(d => (Segment: SetSpec.Segment(d), Name: d)).Where(d => d.Segment.Length > 0).DistinctBy(d => d.Segment).Select(d => Make("domain", d)));
        if (FrenchDepartments.Find(stored.Museum.Department) is { } department)
        {
            sets.Add(Make("place", ($"reg-{department.RegionCode}", department.Region), ($"dep-{department.Code}", department.Name)));
        }

        if (work.Images.Count > 0)
        {
            sets.Add(Make("media", ("image", "Notices illustrées")));
        }

        if (work.Images.Any(i => Licence.IsOpen(i.Licence) || (i.Rights is { } rights && EdmRules.IsOpen(rights))))
        {
            sets.Add(Make("rights", ("open", "Notices dont une image est réutilisable")));
        }

        if (inEdm)
        {
            sets.Add(Make(Europeana));
        }

        if (origin is not null)
        {
            sets.Add(Make("source", (Clean(origin.Source), origin.SourceName)));
        }

        return sets;
    }

    // A code of a museum or of a source keeps its case.
    private static string Clean(string code) => string.Concat(code.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-'));

    private static ItemSet Make(string root, params (string Segment, string Name)[] more) =>
        new(string.Join(':', more.Select(m => m.Segment).Prepend(root)), [Roots.First(r => r.Root == root).Name, .. more.Select(m => m.Name)]);
}
