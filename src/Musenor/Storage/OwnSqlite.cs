using System.Runtime.InteropServices;

namespace Musenor.Storage;

/// <summary>
/// Keeps our SQLite apart from the system's. libvips opens its plug-ins for all to see, one of them (OpenSlide) brings the system's
/// libsqlite3, and functions of ours not yet called would then be found there: two versions in one heap, a crash. Opened first, with
/// all its names bound to itself, ours cannot be mixed.
/// </summary>
internal static partial class OwnSqlite
{
    private const int BindNow = 2;
    private const int BindToSelf = 8;
    private const string File = "libe_sqlite3.so";

    /// <summary>Before the first connection. Elsewhere than on Linux with glibc, nothing is needed.</summary>
    public static void Hold()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            foreach (var path in Places().Where(System.IO.File.Exists))
            {
                if (Open(path, BindNow | BindToSelf) != 0)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: it does not look names up that way.
        }
    }

    private static IEnumerable<string> Places()
    {
        var searched = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return searched.Append(AppContext.BaseDirectory).Select(folder => Path.Combine(folder, File))
            .Append(Path.Combine(AppContext.BaseDirectory, "runtimes", RuntimeInformation.RuntimeIdentifier, "native", File));
    }

    // Held for the life of the process: never closed.
    [LibraryImport("libc.so.6", EntryPoint = "dlopen", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Open(string path, int how);
}
