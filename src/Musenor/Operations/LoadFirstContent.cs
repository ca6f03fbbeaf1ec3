using System.Data.Common;
using Dapper;
using Musenor.Storage;

namespace Musenor.Operations;

/// <summary>
/// Has the first content brought once, even when several servers start together or one is killed half-way: a row says who does it
/// and that it is alive; whoever finds it finished, or the portal not empty, goes on at once.
/// </summary>
public sealed class LoadFirstContent(Database database, IFirstContent content, TimeProvider clock)
{
    private const string Name = "demonstration";
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private enum Claim { Mine, Other, Nothing }

    private sealed record Mark
    {
        public string Holder { get; init; } = "";
        public DateTimeOffset RenewedAt { get; init; }
        public DateTimeOffset? FinishedAt { get; init; }
    }

    /// <summary>Answers true when this process brought something.</summary>
    public async Task<bool> Run(Action<string> tell, CancellationToken stop = default)
    {
        var me = Guid.NewGuid().ToString("N");
        for (var told = false; ; told = true)
        {
            switch (await Take(me, stop))
            {
                case Claim.Mine:
                    await Load(me, tell, stop);
                    return true;
                case Claim.Nothing:
                    return false;
                default:
                    if (!told)
                    {
                        tell("Un autre serveur charge la région de démonstration : attente.");
                    }

                    await Task.Delay(Renewal / 2, clock, stop);
                    break;
            }
        }
    }

    private async Task Load(string me, Action<string> tell, CancellationToken stop)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewing = Renew(me, done.Token);
        try
        {
            await content.Load(tell, stop);
        }
        finally
        {
            await done.CancelAsync();
            await renewing;
        }

        await database.Write((connection, transaction) => connection.ExecuteAsync(
            "update first_content set finished_at = @now where name = @Name", new { now = clock.GetUtcNow(), Name }, transaction), stop);
    }

    private async Task<Claim> Take(string me, CancellationToken stop)
    {
        if (await Read(stop) is { FinishedAt: not null })
        {
            return Claim.Nothing;
        }

        var empty = await content.PortalIsEmpty(stop);
        return await database.Write(async (connection, transaction) =>
        {
            var now = clock.GetUtcNow();
            var mark = await connection.QuerySingleOrDefaultAsync<Mark>("select holder, renewed_at, finished_at from first_content where name = @Name", new { Name }, transaction);
            if (mark is { FinishedAt: not null } || (mark is null && !empty))
            {
                return Claim.Nothing;
            }

            if (mark is not null && now - mark.RenewedAt < Patience)
            {
                return Claim.Other;
            }

            await Put(connection, transaction, me, now);
            return Claim.Mine;
        }, stop);
    }

    private async Task<Mark?> Read(CancellationToken stop)
    {
        await using var connection = await database.Open(stop);
        return await connection.QuerySingleOrDefaultAsync<Mark>("select holder, renewed_at, finished_at from first_content where name = @Name", new { Name });
    }

    private static Task Put(DbConnection connection, DbTransaction transaction, string me, DateTimeOffset now) => connection.ExecuteAsync("""
        insert into first_content (name, holder, renewed_at) values (@Name, @me, @now)
        on conflict (name) do update set holder = excluded.holder, renewed_at = excluded.renewed_at
        """, new { Name, me, now }, transaction);

    private async Task Renew(string me, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Renewal, clock, stop);
                await database.Write((connection, transaction) => connection.ExecuteAsync(
                    "update first_content set renewed_at = @now where name = @Name and holder = @me", new { now = clock.GetUtcNow(), Name, me }, transaction), stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }
}
