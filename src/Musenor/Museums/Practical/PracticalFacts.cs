using System.Text.Json;
using Heritage.Standards.Opening;

namespace Musenor.Museums.Practical;

/// <summary>What a visitor needs before coming to one museum.</summary>
public sealed record PracticalFacts
{
    public const string Columns = """
        museum_id, hours_state, hours, hours_source, hours_text, closing_text, evenings_text, unread_text, unread_reason, confirmed_on, prices, free_days,
        by_train, by_bus, by_bike, by_car, motor, motor_text, visual, visual_text, hearing, hearing_text, mental, mental_text, phone, mail, groups_text, schools_text,
        services_text, hours_version, prices_version, access_version, accessibility_version, contact_version,
        picture_file, picture_width, picture_height, picture_alt, picture_credit, picture_version, updated_at, revision
        """;

    public required string MuseumId { get; init; }

    /// <summary>structured, text or none.</summary>
    public string HoursState { get; init; } = "none";

    public string? Hours { get; init; }

    /// <summary>ministry or person.</summary>
    public string HoursSource { get; init; } = "ministry";

    public string HoursText { get; init; } = "";

    public string ClosingText { get; init; } = "";

    public string EveningsText { get; init; } = "";

    public string UnreadText { get; init; } = "";

    public string UnreadReason { get; init; } = "";

    public DateOnly? ConfirmedOn { get; init; }

    public string Prices { get; init; } = "";

    public string FreeDays { get; init; } = "";

    public string ByTrain { get; init; } = "";

    public string ByBus { get; init; } = "";

    public string ByBike { get; init; } = "";

    public string ByCar { get; init; } = "";

    public string Motor { get; init; } = "unknown";

    public string MotorText { get; init; } = "";

    public string Visual { get; init; } = "unknown";

    public string VisualText { get; init; } = "";

    public string Hearing { get; init; } = "unknown";

    public string HearingText { get; init; } = "";

    public string Mental { get; init; } = "unknown";

    public string MentalText { get; init; } = "";

    public string Phone { get; init; } = "";

    public string Mail { get; init; } = "";

    public string GroupsText { get; init; } = "";

    public string SchoolsText { get; init; } = "";

    public string ServicesText { get; init; } = "";

    public long HoursVersion { get; init; }

    public long PricesVersion { get; init; }

    public long AccessVersion { get; init; }

    public long AccessibilityVersion { get; init; }

    public long ContactVersion { get; init; }

    /// <summary>Identifier of a received file; null where there is no photograph.</summary>
    public string? PictureFile { get; init; }

    public int PictureWidth { get; init; }

    public int PictureHeight { get; init; }

    public string PictureAlt { get; init; } = "";

    public string PictureCredit { get; init; } = "";

    public long PictureVersion { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public long Revision { get; init; }

    /// <summary>Null unless structured. A text that our own code did not write fails loudly.</summary>
    /// <exception cref="JsonException">The stored text is no opening hours.</exception>
    public OpeningHours? Opening() => HoursState == "structured" && Hours is not null ? OpeningJson.Read(Hours) : null;

    /// <summary>The four families of disabilities, in the order of the page.</summary>
    public IEnumerable<(string Family, string Level, string Text)> Accessibility =>
        [("motor", Motor, MotorText), ("visual", Visual, VisualText), ("hearing", Hearing, HearingText), ("mental", Mental, MentalText)];

    public IEnumerable<(string Way, string Text)> Access =>
        new[] { ("train", ByTrain), ("bus", ByBus), ("bike", ByBike), ("car", ByCar) }.Where(w => w.Item2.Length > 0);
}
