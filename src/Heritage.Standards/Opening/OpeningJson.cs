using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heritage.Standards.Opening;

/// <summary>Opening hours as one JSON text: snake_case names, days « monday » to « public_holiday », times « 09:30 », days of the year « 04-01 ».</summary>
public static class OpeningJson
{
    /// <summary>The same hours always give the same text.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false), new MinuteText() },
    };

    public static string Write(OpeningHours hours) => JsonSerializer.Serialize(hours, Options);

    /// <exception cref="JsonException">The text is not what <see cref="Write"/> writes.</exception>
    public static OpeningHours Read(string json) => JsonSerializer.Deserialize<OpeningHours>(json, Options) ?? throw new JsonException("No opening hours.");

    private sealed class MinuteText : JsonConverter<TimeOnly>
    {
        public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TimeOnly.TryParseExact(reader.GetString(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : throw new JsonException("A time is written HH:MM.");

        public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString("HH:mm", CultureInfo.InvariantCulture));
    }
}
