using Heritage.Standards.Joconde;

namespace Musenor.Interop.LinkedData;

/// <summary>A measure as a Dimension: its value and unit, its kind where the letter is known, and always the words of the source.</summary>
internal static class LinkedMeasure
{
    public static Dictionary<string, object> Of(Measure measure)
    {
        var dimension = LinkedArt.Thing("Dimension", measure.Text);
        if (Kind(measure.Dimension) is { } kind)
        {
            dimension["classified_as"] = LinkedArt.Concept(kind.Number, kind.Label);
        }

        dimension["value"] = measure.Value!;
        var unit = Unit(measure.Unit);
        dimension["unit"] = unit is { } known ? LinkedArt.Thing("MeasurementUnit", measure.Unit, "http://vocab.getty.edu/aat/" + known) : LinkedArt.Thing("MeasurementUnit", measure.Unit);
        dimension["identified_by"] = new[] { LinkedArt.Words("Name", measure.Text, "", "") };
        return dimension;
    }

    private static (string Number, string Label)? Kind(Dimension? dimension) => dimension switch
    {
        Dimension.Height => ("300055644", "Height"),
        Dimension.Width => ("300055647", "Width"),
        Dimension.Length => ("300055645", "Length"),
        Dimension.Depth => ("300072633", "Depth"),
        Dimension.Thickness => ("300055646", "Thickness"),
        Dimension.Diameter => ("300055624", "Diameter"),
        Dimension.Weight => ("300056240", "Weight"),
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
