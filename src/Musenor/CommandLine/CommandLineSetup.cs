using System.CommandLine;

namespace Musenor.CommandLine;

public static class CommandLineSetup
{
    /// <summary>A room adds its verb: a function that makes the command from the services of the portal.</summary>
    public static void AddVerb(this IServiceCollection services, Func<IServiceProvider, Command> verb) =>
        services.AddSingleton(new Verb(verb));
}

/// <summary>One verb of « musenor », as its room made it.</summary>
public sealed record Verb(Func<IServiceProvider, Command> Make);

/// <summary>Exit statuses of the contract.</summary>
public static class ExitStatus
{
    public const int Done = 0;
    public const int DoneWithRejects = 1;
    public const int Refused = 2;
    public const int Failed = 3;
}
