using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Musenor.Tests.Architecture;

/// <summary>The plan of the house: which room may know which. Reads the sources, so it sees Razor and SQL too.</summary>
internal static class Rooms
{
    // Everyone may use the ground: Storage, Web, CommandLine. Nobody may use Program.cs.
    private static readonly string[] Ground = ["Storage", "Web", "CommandLine"];

    public static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Storage"] = [],
        ["CommandLine"] = ["Storage"],
        ["Web"] = ["Storage"],
        ["Accounts"] = Ground,
        ["Notifications"] = [.. Ground, "Accounts"],
        ["Files"] = [.. Ground, "Accounts"],
        ["Museums"] = [.. Ground, "Files", "Accounts"],
        ["Collections"] = [.. Ground, "Museums", "Files", "Accounts"],
        ["Interop"] = [.. Ground, "Museums", "Files", "Accounts", "Collections"],
        ["Operations"] = [.. Ground, "Accounts"],
        ["Home"] = [.. Ground, "Accounts", "Notifications", "Files", "Museums", "Collections", "Interop", "Operations"],
    };

    private static readonly Dictionary<string, string> OwnerOfTable = (
        from file in Sources("*.sql")
        from Match m in Regex.Matches(file.Code, @"create (?:virtual )?table (\w+)")
        select (Table: m.Groups[1].Value, file.Room)).Distinct().ToDictionary(t => t.Table, t => t.Room);

    public static IEnumerable<string> Named(string code)
    {
        var rooms = string.Join('|', MayUse.Keys);
        code = Regex.Replace(code, @"^\s*//.*$", "", RegexOptions.Multiline); // a comment may speak of any room
        return Regex.Matches(code, $@"(?:\bMusenor\.|(?<![\w.]))({rooms})\s*\.|\bMusenor\.({rooms})\b")
            .Select(m => m.Groups[1].Value + m.Groups[2].Value);
    }

    public static IEnumerable<string> Read(string code) => Owners(code, @"\b(?:from|join|references) (\w+)");

    public static IEnumerable<string> Written(string code) => Owners(code, @"\b(?:insert (?:or \w+ )?into|update|delete from|alter table) (\w+)");

    private static IEnumerable<string> Owners(string code, string sql) =>
        Regex.Matches(code, sql, RegexOptions.IgnoreCase).Select(m => OwnerOfTable.GetValueOrDefault(m.Groups[1].Value.ToLowerInvariant())).OfType<string>();

    public static IEnumerable<(string Room, string Name, string Code)> Sources(string pattern = "*.*") =>
        from room in MayUse.Keys
        from path in Directory.EnumerateFiles(Path.Combine(Root(), room), pattern, SearchOption.AllDirectories)
        select (room, Path.GetRelativePath(Root(), path), File.ReadAllText(path));

    public static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Musenor"));
}
