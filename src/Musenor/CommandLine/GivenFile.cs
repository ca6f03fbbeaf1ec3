namespace Musenor.CommandLine;

/// <summary>A file named on the command line, opened or told in one sentence why not.</summary>
public static class GivenFile
{
    /// <summary>The status of <paramref name="read"/>; <see cref="ExitStatus.Refused"/> where there is no such file or it may not be read.</summary>
    public static async Task<int> Read(string path, string kind, Func<Stream, Task<int>> read)
    {
        if (!File.Exists(path))
        {
            return await Refuse(Directory.Exists(path) ? $"« {path} » est un dossier : indiquer un fichier {kind}." : $"Le fichier « {path} » n’existe pas.");
        }

        try
        {
            await using var file = File.OpenRead(path);
            return await read(file);
        }
        catch (UnauthorizedAccessException)
        {
            return await Refuse($"Le fichier « {path} » ne peut pas être lu : vérifier ses droits d’accès.");
        }
    }

    /// <summary>One sentence to whoever typed, and the status that goes with it.</summary>
    public static async Task<int> Refuse(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return ExitStatus.Refused;
    }
}
