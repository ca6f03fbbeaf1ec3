using System.Globalization;
using System.Text.RegularExpressions;
using ExcelDataReader;

namespace Musenor.Collections.Import.Reading;

/// <summary>What stands in a cell, as who looks at the sheet would copy it.</summary>
internal static partial class CellText
{
    // Beyond it a number of Excel is no count of anything, and its digits are invented.
    private const double LargestNumber = 1e15;

    /// <summary>Days as ISO, whole numbers without « .0 », zeros that a format adds.</summary>
    public static string Of(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => "",
        string text => text,
        double number => Number(number, reader.GetNumberFormatString(column)),
        int number => Number(number, reader.GetNumberFormatString(column)),
        bool yes => yes ? "oui" : "non",
        DateTime moment => moment.TimeOfDay == TimeSpan.Zero
            ? moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : moment.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("hh\\:mm", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    /// <summary>Fifteen digits, as Excel shows them: « 0.3 » where the machine holds 0.30000000000000004.</summary>
    private static string Number(double number, string? format)
    {
        if (!double.IsFinite(number))
        {
            return "";
        }

        if (Math.Abs(number) >= LargestNumber)
        {
            return number.ToString("R", CultureInfo.InvariantCulture);
        }

        var exact = (decimal)number;
        return format is not null && Zeros().IsMatch(format)
            ? exact.ToString(format, CultureInfo.InvariantCulture)
            : (exact / 1.000000000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);
    }

    // « 00000 », « 0.00 »: digits that belong to what is written.
    [GeneratedRegex(@"^0{1,20}(?:\.0{1,10})?$")]
    private static partial Regex Zeros();
}
