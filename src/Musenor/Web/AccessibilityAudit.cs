using System.Text.Json;
using Musenor.Storage;

namespace Musenor.Web;

/// <summary>
/// The last audit on the official grid, as the installation recorded it in <c>accessibility-audit.json</c> of its data folder.
/// The words shown follow the law (order of 20 September 2019): without a valid audit, « non conforme ».
/// </summary>
public sealed class AccessibilityAudit(DataFolder folder, TimeProvider clock)
{
    private readonly Record? _record = Load(Path.Combine(folder.Root, "accessibility-audit.json"));

    /// <summary>What the file holds: criteria met among those that apply, and what is not accessible.</summary>
    public sealed record Record(DateOnly Date, string Auditor, int Met, int Applicable, IReadOnlyList<string>? Faults);

    /// <summary>The audit, while it is valid: three years.</summary>
    public Record? Valid => _record is { Applicable: > 0 } known && known.Date.AddYears(3) >= DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime) ? known : null;

    /// <summary>Share of the criteria that are met, in percent, rounded down.</summary>
    public int? Rate => Valid is { } audit ? 100 * audit.Met / audit.Applicable : null;

    /// <summary>« non conforme », « partiellement conforme » or « totalement conforme ».</summary>
    public string Mention => Rate switch
    {
        >= 100 => "totalement conforme",
        >= 50 => "partiellement conforme",
        _ => "non conforme",
    };

    private static Record? Load(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var record = JsonSerializer.Deserialize<Record>(File.ReadAllText(path), JsonSerializerOptions.Web);
            return record is { Met: >= 0 } && record.Met <= record.Applicable ? record
                : throw new WrongSetting("accessibility-audit.json", "« met » doit être compris entre 0 et « applicable ».");
        }
        catch (JsonException e)
        {
            throw new WrongSetting("accessibility-audit.json", $"le fichier n’est pas lisible ({e.Message}).");
        }
    }
}
