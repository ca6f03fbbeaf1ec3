using System.Text.Json;
using Heritage.Standards.Opening;
using Musenor.Web;

namespace Musenor.Museums.Practical.Editing;

/// <summary>One block as the journal keeps it: the name of the block, then each field in words that people read.</summary>
internal static class PracticalJournal
{
    public static string Write(PracticalFacts facts, PracticalBlock block) =>
        JsonSerializer.Serialize(new Dictionary<string, string> { ["block"] = block.Name }.Concat(Values(facts, block.Name).Select(v => KeyValuePair.Create(v.Label, v.Text))).ToDictionary(), OpeningJson.Options);

    public static bool IsOf(string? line, PracticalBlock block) => line?.StartsWith($"{{\"block\":\"{block.Name}\"", StringComparison.Ordinal) == true;

    /// <summary>What a block says, field by field.</summary>
    public static IEnumerable<(string Label, string Text)> Values(PracticalFacts facts, string block)
    {
        var t = Texts.Of("Museums");
        return block switch
        {
            "hours" => [(t["Hours.Title"], HoursDigest.Of(facts.Opening())), (t["Edit.ConfirmedOn"], facts.ConfirmedOn is { } day ? HoursWords.Day(day) : "")],
            "prices" => [(t["Prices.Prices"], facts.Prices), (t["Prices.FreeDays"], facts.FreeDays)],
            "access" => [(t["Access.train"], facts.ByTrain), (t["Access.bus"], facts.ByBus), (t["Access.bike"], facts.ByBike), (t["Access.car"], facts.ByCar)],
            "accessibility" => facts.Accessibility.Select(a => (t[$"Accessible.{a.Family}"], a.Text.Length > 0 ? $"{t[$"Level.{a.Level}"]}. {a.Text}" : t[$"Level.{a.Level}"])),
            "picture" => [(t["Picture.File"], facts.PictureFile ?? ""), (t["Picture.Alt"], facts.PictureAlt), (t["Picture.Credit"], facts.PictureCredit)],
            _ => [(t["Edit.Phone"], facts.Phone), (t["Edit.Mail"], facts.Mail), (t["Visits.Groups"], facts.GroupsText), (t["Visits.Schools"], facts.SchoolsText), (t["Visits.Services"], facts.ServicesText)],
        };
    }
}
