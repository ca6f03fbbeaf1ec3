using Musenor.Web;

namespace Musenor.Interop.Harvest.Sources;

/// <summary>A repository whose records are harvested, with its settings.</summary>
public sealed record HarvestSource
{
    public const string Active = "active";
    public const string Paused = "paused";
    public const string Stopped = "stopped";

    public string Code { get; init; } = "";

    public string Name { get; init; } = "";

    public string BaseUrl { get; init; } = "";

    public string Prefix { get; init; } = "oai_dc";

    public string Sets { get; init; } = "";

    public string Schedule { get; init; } = Schedules.Manual;

    public string Hours { get; init; } = "";

    public int DelayMs { get; init; } = 1000;

    public int MaxPages { get; init; }

    public string Granularity { get; init; } = "";

    public int OverlapS { get; init; } = 120;

    public int TimeoutS { get; init; } = 300;

    public string UserAgent { get; init; } = "";

    public string Headers { get; init; } = "";

    public bool IsTlsStrict { get; init; } = true;

    public string Encoding { get; init; } = "";

    public bool IsSanitised { get; init; } = true;

    public string Selective { get; init; } = "on";

    public string ListMode { get; init; } = "records";

    public bool IsPrefixResent { get; init; }

    public string IdFrom { get; init; } = "";

    public string IdTo { get; init; } = "";

    public string Mapping { get; init; } = "";

    public string Rights { get; init; } = "";

    /// <summary>open, all, none: of which works small copies of their pictures are shown.</summary>
    public string Thumbnails { get; init; } = "open";

    public string Deletions { get; init; } = "auto";

    public int ReconcileDays { get; init; } = 30;

    public int MostVanished { get; init; } = 5;

    public int AlarmFaults { get; init; } = 2;

    public int AlarmDrop { get; init; } = 5;

    public string State { get; init; } = Active;

    public string StateReason { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public string Mark { get; init; } = "";

    public string MarkPrefix { get; init; } = "";

    public DateTimeOffset? FullAt { get; init; }

    public string ProposedUrl { get; init; } = "";

    public string PrivateHost { get; init; } = "";

    public long Vanished { get; init; }

    /// <summary>Of the settings, for two people at once.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Since when nothing comes from it, however often it is asked; null when it answered the last time.</summary>
    public DateTimeOffset? SilentSince { get; init; }

    /// <summary>How often in a row it was given up for a while.</summary>
    public int SilentTries { get; init; }

    public bool IsSilenceTold { get; init; }

    public string[] SetList => Sets.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public string[] PrefixList => Prefix.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The first wanted that the source offers; null where it offers none of them.</summary>
    public string? PrefixAmong(IReadOnlySet<string> offered) => PrefixList.FirstOrDefault(offered.Contains);

    /// <summary>The identifier under which a record is kept: some sources put the name of a set or an old domain in it.</summary>
    public string Identifier(string given) =>
        IdFrom.Length > 0 && given.StartsWith(IdFrom, StringComparison.Ordinal) ? string.Concat(IdTo, given.AsSpan(IdFrom.Length)) : given;

    /// <summary>The identifier as the source knows it.</summary>
    public string Given(string identifier) =>
        IdFrom.Length > 0 && identifier.StartsWith(IdTo, StringComparison.Ordinal) ? string.Concat(IdFrom, identifier.AsSpan(IdTo.Length)) : identifier;
}

/// <summary>How often a source is harvested by itself.</summary>
public static class Schedules
{
    public const string Manual = "manual";

    public static readonly IReadOnlyDictionary<string, TimeSpan> Every = new Dictionary<string, TimeSpan>
    {
        [Manual] = TimeSpan.MaxValue,
        ["hourly"] = TimeSpan.FromHours(1),
        ["daily"] = TimeSpan.FromHours(20),
        ["weekly"] = TimeSpan.FromDays(6.8),
        ["monthly"] = TimeSpan.FromDays(29.8),
    };

    /// <summary>Is it an hour (of Paris) of « 22-6 »?</summary>
    public static bool IsOpen(string hours, int hour) =>
        !TryRead(hours, out var from, out var to) || (from <= to ? hour >= from && hour < to : hour >= from || hour < to);

    public static bool IsOpen(string hours, DateTimeOffset at) => IsOpen(hours, ParisDay.Wall(at).Hour);

    /// <summary>When they open next, at the full hour; the instant itself when it is within.</summary>
    public static DateTimeOffset Opening(string hours, DateTimeOffset from)
    {
        for (var hour = 0; hour < 48 && !IsOpen(hours, from); hour++)
        {
            from = from.AddMinutes(60 - from.Minute).AddTicks(-(from.Ticks % TimeSpan.TicksPerMinute));
        }

        return from;
    }

    public static bool TryRead(string hours, out int from, out int to)
    {
        (from, to) = (0, 0);
        var parts = hours.Split('-');
        return parts.Length == 2 && int.TryParse(parts[0], out from) && int.TryParse(parts[1], out to) && from is >= 0 and <= 23 && to is >= 0 and <= 24 && from != to;
    }
}
