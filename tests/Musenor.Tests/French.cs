using System.Globalization;
using System.Runtime.CompilerServices;
using Musenor.Web;

namespace Musenor.Tests;

/// <summary>
/// Tests that start no portal read the same language as those that do: the portal sets it when it starts, and no order of tests is promised.
/// </summary>
internal static class French
{
    [ModuleInitializer]
    public static void Speak() => (CultureInfo.DefaultThreadCurrentCulture, CultureInfo.DefaultThreadCurrentUICulture) = (WebSetup.French, WebSetup.French);
}
