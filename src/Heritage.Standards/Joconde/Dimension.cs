using Heritage.Standards.Text;

namespace Heritage.Standards.Joconde;

/// <summary>What a measure measures.</summary>
public enum Dimension
{
    /// <summary>« H », « Ht ».</summary>
    Height,

    /// <summary>« L », « Long ».</summary>
    Length,

    /// <summary>« l », « La ».</summary>
    Width,

    /// <summary>« D », « Diam », « Ø ».</summary>
    Diameter,

    /// <summary>« P », « Pr », « Prof ».</summary>
    Depth,

    /// <summary>« E », « Ep ».</summary>
    Thickness,

    /// <summary>« Pds ».</summary>
    Weight,
}

/// <summary>Reads the letters of the profession.</summary>
internal static class DimensionLetters
{
    /// <summary>Null for a letter or word that is not one of them. Only « L » and « l » differ by their case.</summary>
    public static Dimension? Read(string kind) => kind.Trim('.', ' ') switch
    {
        "L" => Dimension.Length,
        "l" => Dimension.Width,
        "Ø" or "ø" => Dimension.Diameter,
        var word => Folding.Fold(word) switch
        {
            "h" or "ht" or "hauteur" => Dimension.Height,
            "lo" or "long" or "longueur" => Dimension.Length,
            "la" or "larg" or "largeur" => Dimension.Width,
            "d" or "diam" or "diametre" => Dimension.Diameter,
            "p" or "pr" or "prof" or "profondeur" => Dimension.Depth,
            "e" or "ep" or "epaisseur" => Dimension.Thickness,
            "pds" or "poids" => Dimension.Weight,
            _ => null,
        },
    };
}
