namespace Musenor.CommandLine;

/// <summary>
/// The arguments parted in two: settings (« --Storage:Engine=Postgres », « --data DIR ») for the configuration, and the words of the verb.
/// The framework's own reader would take « --no-demo --urls » for a setting and its value.
/// </summary>
public sealed record Arguments(string[] Settings, string[] Words)
{
    // What the framework passes; every other setting has a colon in its name or, being a section, a capital. Options of verbs have neither.
    private static readonly string[] Hosting = ["data", "contentRoot", "environment", "applicationName"];

    public static Arguments Read(string[] args)
    {
        var settings = new List<string>();
        var words = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i][2..(equals < 0 ? args[i].Length : equals)] : "";
            var isSetting = name.Contains(':', StringComparison.Ordinal) || (name.Length > 0 && char.IsAsciiLetterUpper(name[0])) || Hosting.Contains(name, StringComparer.OrdinalIgnoreCase);
            if (!isSetting)
            {
                words.Add(args[i]);
            }
            else if (equals >= 0)
            {
                settings.Add(args[i]);
            }
            else if (i + 1 < args.Length)
            {
                settings.Add($"--{name}={args[++i]}");
            }
        }

        return new Arguments([.. settings], [.. words]);
    }
}
