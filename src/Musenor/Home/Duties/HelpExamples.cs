namespace Musenor.Home.Duties;

/// <summary>One thing to type in the search box, and what it finds (a key of the room's texts).</summary>
public sealed record HelpExample(string Query, string Key);

/// <summary>A table of examples; they are links when the catalogue is there to answer.</summary>
public sealed record ExampleTable(string Caption, IReadOnlyList<HelpExample> Rows, bool Linked);

public static class HelpExamples
{
    public static readonly IReadOnlyList<HelpExample> Writing =
    [
        new("assiette coq", "HelpWords"),
        new("\"marché aux herbes\"", "HelpPhrase"),
        new("assiette OU plat", "HelpOr"),
        new("portrait ET enfant", "HelpAnd"),
        new("portrait SAUF gravure", "HelpNot"),
        new("portrait -gravure", "HelpMinus"),
        new("faïen*", "HelpPrefix"),
        new("(assiette OU plat) ET coq", "HelpGroup"),
        new("(\"sport\") ET (beaux-arts [Domaine])", "HelpBracket"),
    ];

    public static readonly IReadOnlyList<HelpExample> Fields =
    [
        new("titre:moulin", "HelpTitleField"),
        new("auteur:carpeaux", "HelpAuthor"),
        new("domaine:céramique", "HelpDomain"),
        new("musee:arras", "HelpMuseum"),
        new("technique:bois", "HelpTechnique"),
        new("inv:1903.12.4", "HelpInv"),
        new("periode:\"18e siècle\"", "HelpPeriod"),
        new("lieu:desvres", "HelpPlace"),
        new("sujet:cheval", "HelpSubject"),
        new("date:1850..1900", "HelpDate"),
    ];
}
