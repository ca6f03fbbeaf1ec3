using System.Data.Common;
using Dapper;
using Musenor.Accounts.Messages;

namespace Musenor.Notifications.Preferences;

/// <summary>One choice of a person, as it is stored.</summary>
internal sealed record Chosen
{
    public string Category { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Frequency { get; init; } = "";

    /// <summary>What holds for this recipient: for the kind, else for the category, else by default.</summary>
    public static async Task<Frequency> Of(DbConnection connection, string recipient, Category category, string kind, DbTransaction? transaction = null) =>
        In(await All(connection, recipient, transaction), category, kind);

    public static Frequency In(IReadOnlyList<Chosen> all, Category category, string kind = "")
    {
        Frequency? Said(string of) => Frequencies.Read(all.FirstOrDefault(c => c.Category == category.ToString() && c.Kind == of)?.Frequency);
        return Said(kind) ?? Said("") ?? Frequencies.Default(category);
    }

    public static async Task<IReadOnlyList<Chosen>> All(DbConnection connection, string recipient, DbTransaction? transaction = null) =>
        (await connection.QueryAsync<Chosen>("select category, kind, frequency from mail_preference where recipient = @recipient", new { recipient }, transaction)).AsList();
}
