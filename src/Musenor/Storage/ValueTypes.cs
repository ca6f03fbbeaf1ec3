using System.Data;
using System.Globalization;
using Dapper;

namespace Musenor.Storage;

/// <summary>How instants and days travel: as ISO text on both engines, so that they sort and compare as text (decision 0005).</summary>
public static class ValueTypes
{
    public const string InstantFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static void Register()
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        SqlMapper.RemoveTypeMap(typeof(DateTimeOffset));
        SqlMapper.AddTypeHandler(new InstantText());
        SqlMapper.AddTypeHandler(new DayText());
    }

    public static string Text(this DateTimeOffset instant) =>
        instant.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture);

    private sealed class InstantText : SqlMapper.TypeHandler<DateTimeOffset>
    {
        public override DateTimeOffset Parse(object value) =>
            DateTimeOffset.Parse((string)value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

        public override void SetValue(IDbDataParameter parameter, DateTimeOffset value) => parameter.Value = value.Text();
    }

    private sealed class DayText : SqlMapper.TypeHandler<DateOnly>
    {
        public override DateOnly Parse(object value) => DateOnly.Parse((string)value, CultureInfo.InvariantCulture);

        public override void SetValue(IDbDataParameter parameter, DateOnly value) =>
            parameter.Value = value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
