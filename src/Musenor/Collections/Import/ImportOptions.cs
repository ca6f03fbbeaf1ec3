namespace Musenor.Collections.Import;

/// <summary>What, beside the bytes, changes the result of an import: a run of the same bytes and options takes over one that stopped.</summary>
/// <param name="Request">Of the workshop; null for the command line.</param>
/// <param name="IsWhole">The file holds the whole collection: what it names is remembered.</param>
internal sealed record ImportOptions(string? Museum, string? Profile, bool IgnoresEmpty, bool IsDryRun, string? Request, bool IsWhole)
{
    public static ImportOptions Of(ImportNotices.Form form, string? profile) =>
        new(form.MuseumId?.ToUpperInvariant(), profile, form.IgnoresEmpty, form.IsDryRun, form.Request, form.IsWhole);

    /// <summary>As the table keeps it: the museum alone where there is nothing else. What was asked on a page goes with its request only.</summary>
    public string Text
    {
        get
        {
            var parts = new List<string> { Museum ?? "" };
            if (Profile is not null)
            {
                parts.Add($"profil={Profile}");
            }

            if (IgnoresEmpty)
            {
                parts.Add("sans les vides");
            }

            if (IsWhole)
            {
                parts.Add("collection entière");
            }

            // What somebody stopped on a page and put aside is not gone on with when somebody else hands over the same file.
            if (Request is not null)
            {
                parts.Add($"{(IsDryRun ? "essai" : "demande")}={Request}");
            }

            return string.Join('\n', parts);
        }
    }

    /// <summary>A dry run of the command line leaves nothing behind it.</summary>
    public bool IsKept => !IsDryRun || Request is not null;
}
