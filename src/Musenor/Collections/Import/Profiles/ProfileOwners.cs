using Musenor.Accounts.Access;
using Musenor.Museums;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Profiles;

/// <summary>Whose a profile may be, for who makes it.</summary>
internal static class ProfileOwners
{
    /// <summary>Value of the choice « the network »: a profile without a museum.</summary>
    public const string Network = "";

    /// <summary>The museum that a form names; the only one that there is, where it names none; a problem where it should choose.</summary>
    public static (string? Museum, FieldProblem? Problem) Chosen(IReadOnlyList<Choice> owners, string? named) =>
        !string.IsNullOrEmpty(named) ? (named, null)
        : owners.Any(o => o.Value == Network) ? (null, null)
        : owners.Count == 1 ? (owners[0].Value, null)
        : (null, new("musee", Texts.Of("Collections")["Profile.ChooseOwner"]));

    public static IReadOnlyList<Choice> Of(Person who, MuseumDirectory.Snapshot museums)
    {
        var mine = who.Museums(Rights.EditNotices);
        var choices = museums.All.Where(m => mine is null ? m.IsNetwork || !museums.HasNetwork : mine.Contains(m.Id)).Select(m => new Choice(m.Id, m.City.Length > 0 ? $"{m.City} — {m.Name}" : m.Name));
        return mine is null ? [new(Network, Texts.Of("Collections")["Profile.OfTheNetwork"]), .. choices] : [.. choices];
    }
}
