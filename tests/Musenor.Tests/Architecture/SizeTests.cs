using System.Text.RegularExpressions;
using Xunit;

namespace Musenor.Tests.Architecture;

/// <summary>The house stays livable: small files, small methods, few things injected.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 300;
    private const int LongestMethod = 40;
    private const int MostInjected = 5;

    private static readonly string[] Written = [".cs", ".cshtml", ".sql", ".css", ".ts"];

    [Fact]
    public void No_file_passes_300_lines() => Empty(
        from file in Files(Written)
        let lines = File.ReadLines(file).Count()
        where lines > LongestFile
        select $"{file} has {lines} lines");

    [Fact]
    public void No_method_passes_40_lines() => Empty(
        from file in Files([".cs"])
        from method in Methods(File.ReadAllLines(file))
        where method.Lines > LongestMethod
        select $"{file}: {method.Name} has {method.Lines} lines");

    [Fact]
    public void Nothing_is_given_more_than_five_things() => Empty(
        from file in Files([".cs"])
        where file.Contains($"{Path.DirectorySeparatorChar}src{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from type in Injected(File.ReadAllText(file))
        where type.Things > MostInjected
        select $"{file}: {type.Name} is given {type.Things} things");

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => Empty(
        from file in Files([".cs"])
        where file.Contains($"{Path.DirectorySeparatorChar}src{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from name in Vague(File.ReadAllText(file))
        select $"{file}: {name}");

    [Fact]
    public void Tests_give_back_what_they_took() => Empty(
        from file in Files([".cs"])
        let code = File.ReadAllText(file)
        // xunit 2 never calls IAsyncDisposable: portals, databases and their jobs would stay until the end of the run.
        where Regex.IsMatch(code, @"\[(?:Fact|Theory|\w+Fact|\w+Theory)\b") && Regex.IsMatch(code, @"\bclass \w+Tests\b[^{]*\bIAsyncDisposable\b")
        select $"{file}: a class of tests must be IAsyncLifetime or IDisposable");

    [Fact]
    public void The_check_sees_a_long_method()
    {
        string[] code = ["class C", "{", "    void Long()", "    {", .. Enumerable.Repeat("        X();", 45), "    }", "}"];
        Assert.Equal(("Long", 47), Assert.Single(Methods(code)));
    }

    [Theory]
    [InlineData("public sealed class X(A a, B b, C c, D d, E e, F f) { }", 6)]
    [InlineData("internal sealed class X(Func<A, B> a,\n    Dictionary<string, int> b) : Y(a)", 2)]
    public void The_check_counts_what_is_injected(string code, int things) => Assert.Equal(things, Assert.Single(Injected(code)).Things);

    [Theory]
    [InlineData("public sealed class NoticeManager(Database d)")]
    [InlineData("internal static class TextUtil")]
    [InlineData("public sealed record MuseumDto")]
    public void The_check_sees_a_vague_name(string code) => Assert.Single(Vague(code));

    private static IEnumerable<(string Name, int Lines)> Methods(string[] lines)
    {
        for (var i = 1; i < lines.Length; i++)
        {
            var indent = lines[i].Length - lines[i].TrimStart().Length;
            if (lines[i].Trim() != "{" || indent is not (4 or 8) || Signature(lines, i) is not { } name)
            {
                continue;
            }

            var end = Array.FindIndex(lines, i, l => l.StartsWith(new string(' ', indent) + "}", StringComparison.Ordinal));
            yield return (name, end - i + 1);
        }
    }

    /// <summary>The name of the method whose body opens here; null for a type or a statement.</summary>
    private static string? Signature(string[] lines, int at)
    {
        var indent = lines[at].IndexOf('{', StringComparison.Ordinal);
        var start = at - 1;
        while (start > 0 && (lines[start].Length <= indent || lines[start][indent] == ' ' || lines[start].TrimStart().StartsWith(':')))
        {
            start--;
        }

        var text = string.Join(' ', lines[start..at]);
        var match = Regex.Match(text, @"^\s*(?!.*\b(?:class|record|struct|interface|enum|namespace)\b)(?:[\w<>\[\],.?()]+\s+)+(\w+)(?:<[^>]*>)?\s*\(");
        return match.Success && !Regex.IsMatch(text, @"^\s*(?:if|for|foreach|while|using|switch|lock|catch|else|do|try|return|await)\b") ? match.Groups[1].Value : null;
    }

    private static IEnumerable<(string Name, int Things)> Injected(string code) =>
        from Match m in Regex.Matches(code, @"\bclass (\w+)(?:<\w+>)?\(([^{;]*?)\)\s*(?=[:{;\n]|$)")
        select (m.Groups[1].Value, Regex.Replace(m.Groups[2].Value, "<[^<>]*>", "") is { Length: > 0 } list ? list.Split(',').Length : 0);

    private static IEnumerable<string> Vague(string code) =>
        Regex.Matches(code, @"\b(?:class|record|struct|interface) (\w*(?:Manager|Helper|Util|Utils|Service|Impl|Dto|Data|Info|Base))\b").Select(m => m.Groups[1].Value);

    private static IEnumerable<string> Files(string[] kinds)
    {
        var root = Path.GetFullPath(Path.Combine(Rooms.Root(), "../.."));
        return new[] { "src", "tests", "bench" }.Select(f => Path.Combine(root, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*", SearchOption.AllDirectories))
            .Where(f => kinds.Contains(Path.GetExtension(f), StringComparer.Ordinal) && !Regex.IsMatch(f, @"[\\/](bin|obj|node_modules)[\\/]"));
    }

    private static void Empty(IEnumerable<string> faults) => Assert.True(!faults.Any(), string.Join('\n', faults));
}
