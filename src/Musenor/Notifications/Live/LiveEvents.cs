using System.Data.Common;
using Dapper;
using Musenor.Accounts.Access;
using Npgsql;

namespace Musenor.Notifications.Live;

/// <summary>Who an announcement is for.</summary>
public abstract record Audience
{
    private Audience() { }

    public sealed record Account(string Id) : Audience;

    /// <summary>Those who have the right in the museum; null: for all museums, and for what belongs to none.</summary>
    public sealed record Holders(Right Right, string? Museum) : Audience;
}

/// <summary>One announcement: that something happened, never what. The page asks for what it may see.</summary>
public sealed record LiveEvent
{
    public long Id { get; init; }
    public string? AccountId { get; init; }
    public string? RightKey { get; init; }
    public string? MuseumId { get; init; }

    /// <summary>« message », « read », « topic »: what kind of thing moved.</summary>
    public string Type { get; init; } = "";

    /// <summary>Identifier of the thing.</summary>
    public string About { get; init; } = "";

    /// <summary>The one authorisation function decides, at each sending.</summary>
    public bool IsFor(Person who) => AccountId is not null ? AccountId == who.Id
        : Rights.All.FirstOrDefault(r => r.Key == RightKey) is { } right && who.May(right, MuseumId);
}

/// <summary>Announces to open pages what happened: written in its transaction, told when it is committed.</summary>
public sealed class LiveEvents(LiveWatch watch, TimeProvider clock)
{
    /// <summary>Name of the PostgreSQL notification.</summary>
    internal const string Channel = "musenor_live";

    /// <summary>Call within <c>Database.Write</c>. Answers the number of the event: numbers follow the order of commits.</summary>
    public async Task<long> Publish(DbConnection connection, DbTransaction transaction, Audience audience, string type, string about)
    {
        var id = await connection.ExecuteScalarAsync<long>("update live_counter set last = last + 1 where name = 'live_event' returning last", transaction: transaction);
        var holders = audience as Audience.Holders;
        await connection.ExecuteAsync("""
            insert into live_event (id, account_id, right_key, museum_id, type, about, at) values (@id, @account, @right, @museum, @type, @about, @now)
            """, new { id, account = (audience as Audience.Account)?.Id, right = holders?.Right.Key, museum = holders?.Museum, type, about, now = clock.GetUtcNow() }, transaction);
        if (connection is NpgsqlConnection)
        {
            // Delivered by the server at the commit, to all machines.
            await connection.ExecuteAsync("select pg_notify('musenor_live', '')", transaction: transaction);
        }
        else
        {
            watch.Expect(id);
        }

        return id;
    }
}
