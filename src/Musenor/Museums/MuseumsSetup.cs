using Musenor.Accounts.Access;
using Musenor.Accounts.Office;
using Musenor.CommandLine;
using Musenor.Files.Serving;
using Musenor.Museums.Import;
using Musenor.Museums.Picture;
using Musenor.Museums.Practical;
using Musenor.Museums.Practical.Editing;
using Musenor.Web;

namespace Musenor.Museums;

public static class MuseumsSetup
{
    public static void AddMuseums(this IServiceCollection services)
    {
        services.AddSingleton<AnnounceMuseum>();
        services.AddSingleton<MuseumDirectory>();
        services.AddSingleton<IFreshness, MuseumsFreshness>();
        services.AddSingleton<WorksOnline>();
        services.AddSingleton<ListMuseums>();
        services.AddSingleton<ShowMuseum>();
        services.AddSingleton<Accounts.Memberships.IMuseumNames, NamesForAccounts>();
        services.AddSingleton<ImportMuseums>();
        services.AddSingleton<LoadRegion>();
        services.AddSingleton<PracticalShelf>();
        services.AddSingleton<IFreshness, PracticalFreshness>();
        services.AddSingleton<MuseumPageFreshness>();
        services.AddSingleton<DirectoryFreshness>();
        services.AddSingleton<KeepPractical>();
        services.AddSingleton<ConfirmHours>();
        services.AddSingleton<KeepPicture>();
        services.AddSingleton<KeepPicture.Shelves>();
        services.AddSingleton<IFileGate, MuseumPicture>();
        services.AddSingleton<ListPractical>();
        services.AddSingleton<IWaiting, HoursWaiting>();
        services.AddOfficeEntry("gestion", "Museums", "Edit.List", ListPracticalPage.Path, 15, Rights.EditMuseum);
        services.AddActivityWords(KeepPractical.Action, "Museums", $"Journal.{KeepPractical.Action}", EditPracticalPage.Address);
        services.AddActivityWords(ConfirmHours.Action, "Museums", $"Journal.{ConfirmHours.Action}", EditPracticalPage.Address);
        services.AddSingleton<ImportHours>();
        services.AddVerb(MuseumsVerb.Verb);
        services.AddMenuEntry("Museums", "Title", "/musees", 20);
    }

    public static void MapMuseums(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/musees.json", async (HttpRequest request, ListMuseums museums, SiteSettings site, CancellationToken stop) =>
            Results.Json(MuseumJson.Of(await museums.Run(MuseumQuery.Read(request.Query), stop), site), MuseumJson.Plain)).WithMetadata(new PublicPageAttribute { Also = typeof(DirectoryFreshness) });
        routes.MapGet("/musees/{slug}.json", async (string slug, ShowMuseum show, SiteSettings site, CancellationToken stop) =>
            await show.Run(slug, stop) is not { } record ? Results.NotFound()
            : record.Museum.Slug != slug ? Results.Redirect($"{record.Museum.Url}.json", permanent: true)
            : Results.Json(MuseumJson.Of(record, site), MuseumJson.Plain)).WithMetadata(new PublicPageAttribute { Also = typeof(MuseumPageFreshness) });
    }

    /// <summary>Any change of any museum raises the revision.</summary>
    private sealed class MuseumsFreshness(MuseumDirectory directory) : IFreshness
    {
        public async ValueTask<string> Stamp(CancellationToken stop) => (await directory.Read(stop)).Revision.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
