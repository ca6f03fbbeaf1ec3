namespace Musenor.Collections.Import.Profiles;

/// <summary>Profiles of the house, to use as they are or to begin from: there for everyone, changed by nobody.</summary>
internal static class PresetProfiles
{
    // A preset that changes in a later version of the portal gets the next number: an import that was stopped says which it used.
    private const int Version = 1;

    public static readonly IReadOnlyList<ProfileInUse> All =
    [
        new("joconde-ajout-pilote-2024", Version, new() { Name = "Joconde ajout piloté 2024", IsPop = true, Source = new("utf-8") }),
        new("joconde-ajout-pilote-ancien", Version, new() { Name = "ajout piloté ancien (ANSI)", IsPop = true, Source = new("windows-1252") }),
        new("joconde-csv-pop", Version, new() { Name = "Joconde CSV POP", IsPop = true, Source = new("", ";") }),
        new("csv-excel-libre", Version, new() { Name = "CSV/Excel libre" }),
    ];

    public static ProfileInUse? Find(string id) => All.FirstOrDefault(p => p.Id == id);
}
