using System.Globalization;
using Musenor.Web;

namespace Musenor.Museums.Practical;

/// <summary>Any change of any practical page raises the revision.</summary>
internal sealed class PracticalFreshness(PracticalShelf shelf) : IFreshness
{
    public async ValueTask<string> Stamp(CancellationToken stop) => (await shelf.Read(stop)).Revision.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A museum's page says « ouvert jusqu’à 18 h »: at 18 h it is another page. The others stay fresh meanwhile.</summary>
internal sealed class MuseumPageFreshness(MuseumDirectory directory, PracticalShelf shelf, TimeProvider clock) : IPageFreshness
{
    public async ValueTask<string> Stamp(HttpContext context, CancellationToken stop)
    {
        var slug = context.GetRouteValue("slug") as string ?? "";
        var museums = await directory.Read(stop);
        return (museums.BySlug.GetValueOrDefault(slug) ?? museums.ById.GetValueOrDefault(slug)) is { } museum && await shelf.Read(stop) is var known && known.ById.ContainsKey(museum.Id)
            ? PracticalView.Stamp(known.Opening.GetValueOrDefault(museum.Id), clock.GetUtcNow())
            : "";
    }
}

/// <summary>The directory counts the museums that open today: at midnight in Paris it is another page.</summary>
internal sealed class DirectoryFreshness(TimeProvider clock) : IPageFreshness
{
    public ValueTask<string> Stamp(HttpContext context, CancellationToken stop) => new(ParisDay.Today(clock).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
