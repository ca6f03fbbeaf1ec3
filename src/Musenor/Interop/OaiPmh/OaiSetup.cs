using Musenor.Web;
using Musenor.Web.Abuse;

namespace Musenor.Interop.OaiPmh;

internal static class OaiSetup
{
    public static void AddOai(this IServiceCollection services)
    {
        services.AddSingleton(s => OaiSettings.Read(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<SiteSettings>()));
        services.AddSingleton<ReadWorks>();
        services.AddSingleton<PassSources>();
        services.AddSingleton<PublishItems>();
        services.AddSingleton<PublishBell>();
        services.AddSingleton<KeepUp>();
        services.AddSingleton<OaiKeys>();
        services.AddSingleton<OaiTokens>();
        services.AddSingleton<WriteRecords>();
        services.AddSingleton<DescribeRepository>();
        services.AddSingleton<WriteItems>();
        services.AddSingleton<ListSizes>();
        services.AddSingleton<WalkLists>();
        services.AddSingleton<AnswerOai>();
        services.AddSingleton<OaiLimits>();
        services.AddSingleton<ReadDepotExample>();
        services.AddSingleton<CheckDepot>();
        services.AddHostedService<PublishRound>();
    }

    public static void MapOai(this IEndpointRouteBuilder routes)
    {
        // Read at the start: a wrong setting is told then.
        routes.ServiceProvider.GetRequiredService<OaiSettings>();
        routes.MapMethods(OaiSettings.Path, ["GET", "POST"], ServeOai.Answer).WithMetadata(new OpenAttribute(), new OwnLimitsAttribute());
        routes.MapGet(WriteRecords.SchemaPath, ServeOai.Schema).WithMetadata(new OpenAttribute());
    }
}
