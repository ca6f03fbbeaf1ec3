namespace Musenor.Web;

public static class WebSetup
{
    public static void AddWeb(this WebApplicationBuilder builder)
    {
        builder.Services.AddRazorPages().WithRazorPagesRoot("/");
    }

    public static void UseWeb(this WebApplication app)
    {
        app.MapRazorPages();
    }
}
