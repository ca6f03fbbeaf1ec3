using Heritage.Standards.Text;
using Musenor.Accounts.Access;
using Musenor.Collections.Import.Reading;
using Musenor.Files.Places;
using Musenor.Web;

namespace Musenor.Collections.Import.Profiles;

/// <summary>Makes a profile from a sample file, whose columns it proposes fields for; or from a profile that was exported.</summary>
internal sealed class CreateProfile(SaveProfile save)
{
    /// <param name="MuseumId">Null: of the network.</param>
    /// <param name="File">Read and not kept.</param>
    public sealed record Form(string? MuseumId, string Name, string Software, SourceHints Hints, IncomingFile? File, string? Key = null);

    private static Texts Words => Texts.Of("Collections");

    /// <summary>Done with the identifier of the new profile.</summary>
    public async Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        if (!who.May(Rights.EditNotices, form.MuseumId))
        {
            return new Outcome.Refused(Words["Profile.Refused"]);
        }

        if (form.File is not { } file)
        {
            return new Outcome.Invalid("exemple", Words["Profile.NoSample"]);
        }

        if (file.IsTooLarge)
        {
            return new Outcome.Invalid("exemple", Words["Profile.SampleTooLarge", NewProfilePage.Megabytes]);
        }

        if (await Exported(file.Path!, stop) is { } text)
        {
            return await Received(who, form, text, stop);
        }

        var hints = form.Hints with { HeaderRow = Math.Max(0, form.Hints.HeaderRow) };
        if (ProfileRules.Check(new MappingProfile { Name = "x", Source = form.Hints }) is { Count: > 0 } problems)
        {
            return new Outcome.Invalid(problems);
        }

        var (sample, refusal) = await Task.Run(() => ReadSample.Run(file.Path!, hints), stop);
        if (sample is null)
        {
            return new Outcome.Invalid("exemple", Sentence(refusal!));
        }

        var name = Folding.Blanks(form.Name) is { Length: > 0 } given ? given : Path.GetFileNameWithoutExtension(file.Name);
        var profile = ReadSample.Propose(name, hints, sample) with { Software = form.Software };
        return await save.Run(who, new(null, form.MuseumId, profile, 0, sample, form.Key), stop);
    }

    private async Task<Outcome> Received(Person who, Form form, string text, CancellationToken stop)
    {
        var (profile, problem) = ProfileJson.Import(text);
        if (profile is null)
        {
            return new Outcome.Invalid("exemple", Sentence(problem!));
        }

        var named = form.Name.Trim().Length > 0 ? profile with { Name = form.Name } : profile;
        var outcome = await save.Run(who, new(null, form.MuseumId, named, Key: form.Key), stop);
        // What is wrong inside the file has no field of this form.
        return outcome is Outcome.Invalid invalid ? new Outcome.Invalid([.. invalid.Problems.Select(p => p.Field is "nom" or "logiciel" ? p : p with { Field = "exemple" })]) : outcome;
    }

    /// <summary>Reads other rows for a profile that is there.</summary>
    public async Task<Outcome> Sample(Person who, string id, OpenedProfile profile, IncomingFile? file, string? key, CancellationToken stop = default)
    {
        if (!profile.MayEdit)
        {
            return new Outcome.Refused(Words["Profile.Refused"]);
        }

        if (file is null || file.IsTooLarge)
        {
            return new Outcome.Invalid("exemple", file is null ? Words["Profile.NoSample"] : Words["Profile.SampleTooLarge", NewProfilePage.Megabytes]);
        }

        var (sample, refusal) = await Task.Run(() => ReadSample.Run(file.Path!, profile.Profile.Source), stop);
        return sample is null
            ? new Outcome.Invalid("exemple", Sentence(refusal!))
            : await save.Run(who, new(id, null, profile.Profile, profile.Version, sample, key is null ? null : $"{key}.{file.Sha256[..16]}"), stop);
    }

    /// <summary>The text of an exported profile; null for any other file.</summary>
    private static async Task<string?> Exported(string path, CancellationToken stop)
    {
        if (new FileInfo(path).Length > ProfileJson.LongestFile)
        {
            return null;
        }

        var text = await System.IO.File.ReadAllTextAsync(path, stop);
        return text.AsSpan().TrimStart().StartsWith('{') && text.Contains($"\"{ProfileJson.Format}\"", StringComparison.Ordinal) ? text : null;
    }

    public static string Sentence(string clause) => char.ToUpperInvariant(clause[0]) + clause[1..];
}
