using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Musenor.Storage;

namespace Musenor.Web.Brand;

/// <summary>
/// How an installation looks and names itself, by its settings: words of the front page, colours, logo, menu. What is not set is the
/// house's own.
/// </summary>
public sealed record SiteBrand
{
    private const int LargestLogo = 200_000;

    // Between the colour and what it stands on: the same as the house asks of its own (tokens.css).
    private const double LeastContrast = 7;
    private const string LightGround = "#f1ece4";
    private const string DarkGround = "#22262c";

    /// <summary>After the name, in the title of the front page.</summary>
    public string? Tagline { get; init; }

    public string? Heading { get; init; }

    public string? Introduction { get; init; }

    /// <summary>Style sheet of the colours; empty where none is set.</summary>
    public string Colours { get; init; } = "";

    public byte[]? Logo { get; init; }

    public string LogoType { get; init; } = "";

    /// <summary>Entries in their order; a null label is that of the room that answers the address. Empty: every room's.</summary>
    public IReadOnlyList<(string? Label, string Address)> Menu { get; init; } = [];

    public string ColoursMark => Mark(Encoding.UTF8.GetBytes(Colours));

    public string LogoUrl => $"/marque/logo?v={Mark(Logo ?? [])}";

    /// <summary>Changes with anything of it: what a browser kept under the settings from before is not fresh.</summary>
    public string Stamp => string.Join('\n', [Tagline, Heading, Introduction, Colours, LogoUrl, .. Menu.Select(m => $"{m.Label}={m.Address}")]);

    public static SiteBrand Read(IConfiguration configuration)
    {
        string? Said(string key) => string.IsNullOrWhiteSpace(configuration[key]) ? null : configuration[key]!.Trim();
        var (logo, type) = ReadLogo(Said("Site:Logo"));
        return new SiteBrand
        {
            Tagline = Said("Site:Tagline"),
            Heading = Said("Site:Heading"),
            Introduction = Said("Site:Introduction"),
            Colours = Css(Colour("Site:Colour", Said("Site:Colour"), LightGround), Colour("Site:DarkColour", Said("Site:DarkColour"), DarkGround)),
            Logo = logo,
            LogoType = type,
            Menu = ReadMenu(Said("Site:Menu")),
        };
    }

    /// <summary>The entries of the menu: those of the rooms, or those that the installation chose among them and its own.</summary>
    public IEnumerable<(string Label, string Address, Func<PathString, bool> Holds)> Entries(IEnumerable<MenuEntry> rooms)
    {
        var all = rooms.OrderBy(e => e.Order).ToArray();
        if (Menu.Count == 0)
        {
            return all.Select(e => (e.Label, e.Address, (Func<PathString, bool>)e.Holds));
        }

        return Menu.Select(m => (Chosen: m, Room: Array.Find(all, e => e.Address == m.Address))).Where(m => m.Chosen.Label is not null || m.Room is not null)
            .Select(m => (m.Chosen.Label ?? m.Room!.Label, m.Chosen.Address, m.Room is { } room ? room.Holds : (Func<PathString, bool>)(path => path.Value == m.Chosen.Address)));
    }

    private static string Css(string? light, string? dark) =>
        (light is null ? "" : $":root{{--accent:{light};--accent2:{light}}}")
        + (light is null && dark is null ? "" : $"@media (prefers-color-scheme:dark){{:root{{--accent:{dark ?? "#f2a08f"};--accent2:{dark ?? "#f7c1b5"}}}}}");

    private static string? Colour(string setting, string? text, string ground)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Length != 7 || text[0] != '#' || !text.AsSpan(1).ContainsOnlyHex())
        {
            throw new WrongSetting(setting, $"« {text} » n’est pas une couleur : écrire #rrvvbb, comme #8a2b1d.");
        }

        var contrast = Contrast(text, ground);
        return contrast >= LeastContrast ? text.ToLowerInvariant() : throw new WrongSetting(setting,
            string.Create(CultureInfo.GetCultureInfo("fr-FR"), $"« {text} » se lit mal : son contraste avec le fond {ground} est de {contrast:0.0}, il en faut {LeastContrast}."));
    }

    /// <summary>WCAG 2.2: from 1 to 21.</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Part(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Part(1)) + (0.7152 * Part(3)) + (0.0722 * Part(5));
    }

    private static (byte[]? Logo, string Type) ReadLogo(string? file)
    {
        if (file is null)
        {
            return (null, "");
        }

        var type = Path.GetExtension(file).ToLowerInvariant() switch { ".svg" => "image/svg+xml", ".png" => "image/png", _ => throw new WrongSetting("Site:Logo", $"« {file} » : il faut un fichier SVG ou PNG.") };
        if (!File.Exists(file) || new FileInfo(file).Length > LargestLogo)
        {
            throw new WrongSetting("Site:Logo", File.Exists(file) ? $"« {file} » dépasse {LargestLogo / 1000} ko." : $"« {file} » n’existe pas.");
        }

        return (File.ReadAllBytes(file), type);
    }

    /// <summary>« /collections; /musees; Le réseau=https://reseau.example/ ».</summary>
    private static IReadOnlyList<(string?, string)> ReadMenu(string? text)
    {
        var entries = new List<(string?, string)>();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.StartsWith('/') ? -1 : part.IndexOf('=', StringComparison.Ordinal);
            var (label, address) = equals < 0 ? (null, part) : (part[..equals].Trim(), part[(equals + 1)..].Trim());
            var isHere = address.StartsWith('/') && !address.StartsWith("//", StringComparison.Ordinal);
            if (!isHere && !(Uri.TryCreate(address, UriKind.Absolute, out var there) && there.Scheme is "http" or "https"))
            {
                throw new WrongSetting("Site:Menu", $"« {part} » : écrire une adresse du portail (/collections), ou « Libellé=adresse ».");
            }

            entries.Add((label, address));
        }

        return entries;
    }

    private static string Mark(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes), 0, 6);
}

internal static class Hexadecimal
{
    public static bool ContainsOnlyHex(this ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiHexDigit(c))
            {
                return false;
            }
        }

        return true;
    }
}
