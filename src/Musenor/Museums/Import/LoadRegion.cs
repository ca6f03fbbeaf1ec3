using System.Globalization;
using System.Reflection;
using Heritage.Standards.Text;
using Musenor.Storage;

namespace Musenor.Museums.Import;

/// <summary>
/// Brings in the structures of the network (seeds/structures.csv). It meets what Muséofile says by the code, whichever comes
/// first: the ministry's richer fields stay, the membership of the network stays.
/// </summary>
public sealed class LoadRegion(Database database, TimeProvider clock)
{
    private const string Region = "Hauts-de-France";

    /// <summary>Answers how many museums were created or changed; running it again changes nothing.</summary>
    public async Task<int> Run(CancellationToken stop = default)
    {
        using var seeds = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("structures.csv")!);
        var structures = new CsvReader(seeds).Read().Skip(1).Select(r => Structure.Of(r.Cells)).ToArray();
        return await database.Write(async (connection, transaction) =>
        {
            var register = await MuseumRegister.Open(connection, transaction, clock);
            var touched = 0;
            foreach (var structure in structures)
            {
                touched += await register.Put(Merge(structure, register.Find(structure.Id))) == Kept.Unchanged ? 0 : 1;
            }

            return touched;
        }, stop);
    }

    private static MuseumEntry Merge(Structure structure, MuseumEntry? known)
    {
        var fields = MuseumRegister.Read(known?.Fields ?? "{}").ToDictionary();
        fields["RESEAU_NOM"] = structure.Name;
        if (structure.CityCode.Length > 0)
        {
            fields["INSEE"] = structure.CityCode;
        }

        if (known is { State: "listed" })
        {
            return known with { IsNetwork = true, Fields = MuseumRegister.Write(fields) };
        }

        if (structure.PositionOf == "city")
        {
            fields["POSITION"] = "commune";
        }

        return (known ?? new MuseumEntry { Id = structure.Id }) with
        {
            Name = structure.Name,
            City = structure.City,
            Department = structure.Department,
            Region = Region,
            Latitude = structure.Latitude,
            Longitude = structure.Longitude,
            State = "listed",
            IsNetwork = true,
            Fields = MuseumRegister.Write(fields),
        };
    }

    /// <param name="PositionOf">Whether the coordinates are those of the museum or of its town.</param>
    private sealed record Structure(string Id, string Name, string City, string Department, string CityCode, string PositionOf, double Latitude, double Longitude)
    {
        // id;name;city;department;city_code;museofile_code;position_of;latitude;longitude
        public static Structure Of(IReadOnlyList<string> c) => new(
            c[0], c[1], c[2], c[3], c[4], c[6], double.Parse(c[7], CultureInfo.InvariantCulture), double.Parse(c[8], CultureInfo.InvariantCulture));
    }
}
