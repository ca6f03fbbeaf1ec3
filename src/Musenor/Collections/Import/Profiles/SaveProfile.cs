using System.Data.Common;
using System.Text.Json;
using Musenor.Accounts;
using Musenor.Accounts.Access;
using Musenor.Web;
using Musenor.Web.Forms;

namespace Musenor.Collections.Import.Profiles;

/// <summary>Saves a profile: a new one, or a new version of one that stays as it was for the imports that use it.</summary>
internal sealed class SaveProfile(Once once, Journal journal, TimeProvider clock)
{
    /// <param name="Id">Null for a new one.</param>
    /// <param name="MuseumId">Of a new one; null for the network.</param>
    /// <param name="Version">The one that the person saw.</param>
    /// <param name="Sample">Replaces the rows that the preview shows; null keeps them.</param>
    public sealed record Form(string? Id, string? MuseumId, MappingProfile Profile, int Version = 0, ProfileSample? Sample = null, string? Key = null);

    private static Texts Words => Texts.Of("Collections");

    /// <summary>Done with the identifier of the profile; saving what is there already makes no version.</summary>
    public Task<Outcome> Run(Person who, Form form, CancellationToken stop = default)
    {
        var profile = Tidy(form.Profile);
        if (form.Id is null && !who.May(Rights.EditNotices, form.MuseumId))
        {
            return Task.FromResult<Outcome>(new Outcome.Refused(Words["Profile.Refused"]));
        }

        return once.Write(form.Key, $"SaveProfile:{who.Id}", async (connection, transaction) =>
        {
            var saved = form.Id is null ? null : await ProfileStore.Find(connection, form.Id, transaction);
            if (form.Id is not null && saved is null)
            {
                return new Outcome.Missing();
            }

            var museum = saved is null ? form.MuseumId : saved.MuseumId;
            if (!who.May(Rights.EditNotices, museum))
            {
                return new Outcome.Refused(Words["Profile.Refused"]);
            }

            if (ProfileRules.Check(profile) is { Count: > 0 } problems)
            {
                return new Outcome.Invalid(problems);
            }

            if (saved is not null && saved.Version != form.Version)
            {
                return new Outcome.Conflict(saved.By, saved.SavedAt);
            }

            return await ProfileStore.Named(connection, museum, profile.Name, transaction) is { } same && same.Id != saved?.Id
                ? new Outcome.Invalid("nom", Words["Profile.NameTaken", profile.Name])
                : await Write(connection, transaction, who, saved, form with { Profile = profile, MuseumId = museum });
        }, stop);
    }

    private async Task<Outcome> Write(DbConnection connection, DbTransaction transaction, Person who, SavedProfile? saved, Form form)
    {
        var id = saved?.Id ?? Guid.CreateVersion7().ToString();
        var sample = form.Sample is null ? null : JsonSerializer.Serialize(form.Sample);
        if (saved is null)
        {
            await ProfileStore.Add(connection, transaction, id, form.MuseumId, form.Profile.Name, sample);
        }
        else if (sample is not null)
        {
            await ProfileStore.SetSample(connection, transaction, id, sample);
        }

        if (saved is null || !saved.Profile.Equals(form.Profile))
        {
            await ProfileStore.AddVersion(connection, transaction, id, (saved?.Version ?? 0) + 1, form.Profile, who.AccountId, clock.GetUtcNow());
            await journal.Write(connection, transaction, new Journal.Entry(who, "museum.profile_save", "import_profile", id)
            {
                Museum = form.MuseumId,
                Before = saved?.Definition,
                After = ProfileJson.Write(form.Profile),
            });
        }

        return new Outcome.Done(id);
    }

    /// <summary>Without what is left blank: rows of the form that nobody filled, steps of no word.</summary>
    private static MappingProfile Tidy(MappingProfile profile) => profile with
    {
        Name = Heritage.Standards.Text.Folding.Blanks(profile.Name),
        Software = Heritage.Standards.Text.Folding.Blanks(profile.Software),
        Rules = [.. profile.Rules.Where(r => r.Column.Trim().Length > 0 || r.Field.Length > 0).Select(r => r with
        {
            Column = r.Column.Trim(),
            Steps = [.. r.Steps.Select(s => s.Trim()).Where(s => s.Length > 0)],
        })],
    };
}
