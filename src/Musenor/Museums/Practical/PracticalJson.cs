using System.Text.Json;
using Heritage.Standards.Opening;
using Musenor.Museums.Picture;

namespace Musenor.Museums.Practical;

/// <summary>The practical page for machines. Names are part of the contract.</summary>
internal static class PracticalJson
{
    public static object Of(PracticalView view)
    {
        var p = view.Facts;
        return new Dictionary<string, object?>
        {
            ["status"] = view.Status is { } status ? JsonNamingPolicy.SnakeCaseLower.ConvertName(status.Kind.ToString()) : null,
            ["sentence"] = view.Sentence,
            ["hours_state"] = p.HoursState,
            ["hours_source"] = p.HoursSource,
            ["hours"] = view.Hours is { } hours ? JsonSerializer.SerializeToElement(hours, OpeningJson.Options) : null,
            ["hours_text"] = p.HoursText,
            ["closing_text"] = p.ClosingText,
            ["evenings_text"] = p.EveningsText,
            ["confirmed_on"] = p.ConfirmedOn,
            ["unconfirmed"] = view.IsUnconfirmed,
            ["next_closures"] = view.Closures.Select(c => new { from = c.From, to = c.To, to_check = c.Plan.Kind == DayKind.Unknown, reason = c.Plan.Reason }),
            ["prices"] = p.Prices,
            ["free_days"] = p.FreeDays,
            ["access"] = p.Access.ToDictionary(a => a.Way, a => a.Text),
            ["accessibility"] = p.Accessibility.ToDictionary(a => a.Family, a => new { level = a.Level, text = a.Text }),
            ["phone"] = p.Phone,
            ["mail"] = p.Mail,
            ["groups"] = p.GroupsText,
            ["schools"] = p.SchoolsText,
            ["services"] = p.ServicesText,
            ["picture"] = p.PictureFile is { } picture ? new { path = MuseumPicture.Address(picture, MuseumPicture.Shown), alt = p.PictureAlt, credit = p.PictureCredit } : null,
        };
    }
}
