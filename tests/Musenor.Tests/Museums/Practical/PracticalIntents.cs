using System.Globalization;
using System.Text;
using Heritage.Standards.Opening;
using Musenor.Accounts.Access;
using Musenor.Museums.Practical;
using Musenor.Web;

namespace Musenor.Tests.Museums.Practical;

/// <summary>A clock that a test sets.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _ticks;

    public HandClock(string utc) => Set(utc);

    public void Set(string utc) => Interlocked.Exchange(ref _ticks, DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).UtcTicks);

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);
}

internal static class PracticalIntents
{
    /// <summary>Museums of one town, M0001 on.</summary>
    public static Task AddMuseums(this MusenorFixture musenor, params string[] names) =>
        musenor.ImportMuseums($"ref;nomoff;ville_m;dpt;region\n{string.Concat(names.Select((n, i) => $"M{i + 1:0000};{n};Lille;Nord;Hauts-de-France\n"))}");

    public static Task<HoursImport> ImportHours(this MusenorFixture musenor, string rows) =>
        musenor.Ask<ImportHours, HoursImport>(import => import.Run(new MemoryStream(Encoding.UTF8.GetBytes($"nom_du_musee;ville;fermeture_annuelle;periode_ouverture;jours_nocturnes\n{rows}"))));

    public static Task<Outcome> Keep(this MusenorFixture musenor, string museum, long version, PracticalBlock block, Person? who = null, string? key = null) =>
        musenor.Ask<KeepPractical, Outcome>(keep => keep.Run(who ?? Person.Operator, new KeepPractical.Form(museum, version, block, key)));

    public static async Task<PracticalFacts> PracticalOf(this MusenorFixture musenor, string museum) =>
        (await musenor.Ask<PracticalShelf, PracticalShelf.Snapshot>(shelf => shelf.Read())).ById[museum];

    /// <summary>The same hours from Tuesday to Sunday.</summary>
    public static PracticalBlock.Hours Hours(string slots) =>
        new(new EnteredHours { Weeks = [new("", "", [.. Enum.GetValues<OpenDay>().Where(d => d is not (OpenDay.Monday or OpenDay.PublicHoliday)).Select(d => new EnteredDay(d, slots))])] });
}
