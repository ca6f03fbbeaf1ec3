using Musenor.Storage;

namespace Musenor.Accounts.PersonalRecords;

/// <summary>Archives made for people, in the data folder: exports/&lt;account&gt;/&lt;id&gt;.zip.</summary>
public sealed class ExportFiles(DataFolder folder)
{
    private string Root => Path.Combine(folder.Root, "exports");

    public string Of(string account, string export) => folder.File("exports", account, $"{export}.zip");

    public void Delete(string account)
    {
        if (Directory.Exists(Path.Combine(Root, account)))
        {
            Directory.Delete(Path.Combine(Root, account), recursive: true);
        }
    }

    /// <summary>Removes the archives that no longer may be fetched, and what a stopped making left behind.</summary>
    public void Sweep(IReadOnlySet<string> live, Retention run)
    {
        if (run.IsTrial || !Directory.Exists(Root))
        {
            return;
        }

        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Where(f => !live.Contains(Path.GetFileName(f).Split('.')[0])))
        {
            File.Delete(file);
        }

        foreach (var empty in Directory.EnumerateDirectories(Root).Where(d => !Directory.EnumerateFileSystemEntries(d).Any()))
        {
            Directory.Delete(empty);
        }
    }
}
