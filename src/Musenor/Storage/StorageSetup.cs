namespace Musenor.Storage;

public static class StorageSetup
{
    public static void AddStorage(this WebApplicationBuilder builder)
    {
        ValueTypes.Register();
        var folder = Folder(builder.Configuration["Data"] ?? "data");
        var named = builder.Configuration["Storage:Engine"] ?? nameof(Engine.Sqlite);
        if (!Enum.TryParse<Engine>(named, ignoreCase: true, out var engine) || !Enum.IsDefined(engine))
        {
            throw new WrongSetting("Storage:Engine", $"« {named} » n’est pas un moteur connu : écrire Sqlite ou Postgres.");
        }

        var connection = builder.Configuration["Storage:Connection"];
        if (engine == Engine.Postgres && string.IsNullOrWhiteSpace(connection))
        {
            throw new WrongSetting("Storage:Connection", "PostgreSQL demande une chaîne de connexion (Host=…;Database=…;Username=…).");
        }

        try
        {
            builder.Services.AddSingleton(new Database(engine, connection ?? $"Data Source={Writable(folder).File("musenor.db")}"));
        }
        catch (ArgumentException e)
        {
            throw new WrongSetting("Storage:Connection", e.Message);
        }

        builder.Services.AddSingleton(folder);
        builder.Services.AddSingleton<Migrator>();
        builder.Services.AddSingleton(TimeProvider.System);
    }

    private static DataFolder Folder(string path)
    {
        try
        {
            return new DataFolder(path);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or IOException)
        {
            throw new WrongSetting("Data", $"« {path} » n’est pas un nom de dossier.");
        }
    }

    /// <summary>Said now in one sentence rather than by the database in its own words.</summary>
    private static DataFolder Writable(DataFolder folder)
    {
        try
        {
            using var probe = new FileStream(folder.File($".{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new WrongSetting("Data", $"le dossier « {folder.Root} » ne peut pas être créé ou écrit. Vérifier son chemin, ses droits d’accès et la place sur le disque, ou indiquer un autre dossier par --data DOSSIER.");
        }
    }
}

/// <summary>A setting that stops the start, with a sentence that names its key.</summary>
public sealed class WrongSetting(string key, string problem) : Exception($"Réglage {key} : {problem}")
{
    public string Key { get; } = key;
}

/// <summary>Where the installation keeps its files: database, photographs, reports.</summary>
public sealed class DataFolder(string path)
{
    public string Root { get; } = Path.GetFullPath(path);

    /// <summary>A file of the folder; the folders above it are made.</summary>
    public string File(params string[] parts)
    {
        var file = Path.Combine([Root, .. parts]);
        // Keys, addresses and personal archives: for the account that runs the portal alone. A folder made by the operator stays as it was made.
        if (!OperatingSystem.IsWindows() && !Directory.Exists(Root))
        {
            Directory.CreateDirectory(Root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return file;
    }
}
