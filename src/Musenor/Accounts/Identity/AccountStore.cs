using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Musenor.Storage;

namespace Musenor.Accounts.Identity;

/// <summary>Identity's own store over the tables of Sql/0010_account.sql. The one place of the house that uses EF Core (decision 0002).</summary>
public sealed class AccountStore(DbContextOptions<AccountStore> options) : IdentityUserContext<Account>(options)
{
    // Passkeys came with the third version of Identity's schema.
    protected override Version SchemaVersion => IdentitySchemaVersions.Version3;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<Account>().ToTable("account");
        builder.Entity<IdentityUserClaim<string>>().ToTable("account_claim").Property(c => c.UserId).HasColumnName("account_id");
        builder.Entity<IdentityUserLogin<string>>().ToTable("account_login").Property(l => l.UserId).HasColumnName("account_id");
        builder.Entity<IdentityUserToken<string>>().ToTable("account_token").Property(t => t.UserId).HasColumnName("account_id");
        builder.Entity<IdentityUserPasskey<string>>(passkey =>
        {
            passkey.ToTable("account_passkey").Property(p => p.UserId).HasColumnName("account_id");
            passkey.OwnsOne(p => p.Data).ToJson("data");
        });
        foreach (var property in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()).SelectMany(e => e.GetProperties()))
        {
            if (property.Name != "UserId")
            {
                property.SetColumnName(Snake(property.Name));
            }
        }
    }

    /// <summary>Instants travel as everywhere in the house: ISO text (decision 0005).</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<InstantText>().HaveColumnType("text");

    private static string Snake(string name) =>
        string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) ? (i == 0 ? "" : "_") + char.ToLowerInvariant(c) : c.ToString()));

    private sealed class InstantText() : ValueConverter<DateTimeOffset, string>(
        instant => instant.Text(),
        text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal));
}
