using Heritage.Standards.Joconde;
using Heritage.Standards.Text;

namespace Musenor.Interop.LinkedData;

/// <summary>A measure as a Dimension: its value and unit, its kind where the letter is known, and always the words of the source.</summary>
internal static class LinkedMeasure
{
    public static Dictionary<string, object> Of(Measure measure)
    {
        var dimension = LinkedArt.Thing("Dimension", measure.Text);
        if (Kind(measure.Kind) is { } kind)
        {
            dimension["classified_as"] = LinkedArt.Concept(kind.Number, kind.Label);
        }

        dimension["value"] = measure.Value!;
        var unit = Unit(measure.Unit);
        dimension["unit"] = unit is { } known ? LinkedArt.Thing("MeasurementUnit", measure.Unit, "http://vocab.getty.edu/aat/" + known) : LinkedArt.Thing("MeasurementUnit", measure.Unit);
        dimension["identified_by"] = new[] { LinkedArt.Words("Name", measure.Text, "", "") };
        return dimension;
    }

    private static (string Number, string Label)? Kind(string written) => Folding.Fold(written).Trim('.', ' ') switch
    {
        "h" or "hauteur" => ("300055644", "Height"),
        "l" or "la" or "largeur" => ("300055647", "Width"),
        "lo" or "long" or "longueur" => ("300055645", "Length"),
        "pr" or "p" or "profondeur" => ("300072633", "Depth"),
        "e" or "ep" or "epaisseur" => ("300055646", "Thickness"),
        "d" or "diam" or "diametre" => ("300055624", "Diameter"),
        "pds" or "poids" => ("300056240", "Weight"),
        _ => null,
    };

    private static string? Unit(string unit) => unit switch
    {
        "cm" => "300379098",
        "mm" => "300379097",
        "m" => "300379099",
        "kg" => "300379226",
        "g" => "300379225",
        _ => null,
    };
}
