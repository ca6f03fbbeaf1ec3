using Musenor.Accounts;
using Musenor.Collections;
using Musenor.CommandLine;
using Musenor.Files;
using Musenor.Home;
using Musenor.Interop;
using Musenor.Museums;
using Musenor.Notifications;
using Musenor.Operations;
using Musenor.Storage;
using Musenor.Web;

try
{
    var arguments = Arguments.Read(args);
    var builder = WebApplication.CreateBuilder([Settings.ReadOnce, .. arguments.Settings]);
    builder.AddSettings(arguments.Settings);
    builder.AddStorage();
    builder.AddWeb();
    builder.Services.AddAccounts();
    builder.Services.AddNotifications(builder.Configuration);
    builder.AddFiles();
    builder.Services.AddMuseums();
    builder.Services.AddCollections();
    builder.Services.AddInterop();
    builder.Services.AddOperations();
    builder.Services.AddHome();

    var app = builder.Build();
    app.UseWeb(app.UseAccounts);
    app.MapFiles();
    app.MapAccounts();
    app.MapNotifications();
    app.MapMuseums();
    app.MapCollections();
    app.MapInterop();
    app.MapOperations();
    app.MapHome();
    return await app.RunCommandLine(arguments.Words);
}
catch (WrongSetting wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return ExitStatus.Refused;
}

/// <summary>Table of contents of the portal; public so that tests can start it.</summary>
public sealed partial class Program;
