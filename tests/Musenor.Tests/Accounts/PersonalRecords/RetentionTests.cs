using Dapper;
using Microsoft.Extensions.DependencyInjection;
using Musenor.Accounts.Access;
using Musenor.Accounts.PersonalRecords;
using Xunit;

namespace Musenor.Tests.Accounts.PersonalRecords;

public sealed class RetentionTests : IAsyncLifetime
{
    private readonly People _people = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _people.DisposeAsync();

    [Fact]
    public async Task RGP_4_an_account_left_unused_is_warned_at_22_and_23_months_then_erased()
    {
        var start = new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
        _people.Clock.Set(start);
        var person = await _people.Person(name: "Aliénor Zébulon");
        foreach (var (months, mails, state) in new[] { (21, 0, "active"), (22, 1, "active"), (23, 2, "active"), (24, 0, "erased") })
        {
            _people.Clock.Set(start.AddMonths(months).AddDays(1));
            await Retain();
            await Retain(); // a second run of the same day tells nothing twice
            Assert.Equal((months, mails, state), (months, (await _people.MailsTo(person.Id)).Count, await State(person.Id)));
        }

        Assert.Equal([], await EveryPlace.With(_people.Database, _people.Portal.Folder, "zébulon", person.Email));
    }

    [Fact]
    public async Task RGP_4_the_network_hears_of_a_museums_only_referent_before_they_go()
    {
        var start = new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
        _people.Clock.Set(start);
        var museum = await _people.Museum();
        var referent = await _people.Person(Role.MuseumReferent, museum);
        var team = await _people.Person(Role.NetworkTeam, isDemo: true);
        _people.Clock.Set(start.AddMonths(22).AddDays(1));
        await Retain();
        Assert.Equal("active", await State(referent.Id));
        var told = Assert.Single(await _people.MailsTo(team.Id));
        Assert.Equal("ToDo", told.Category);
        Assert.Contains(museum, told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_comes_back_is_kept_and_warned_anew()
    {
        var start = new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
        _people.Clock.Set(start);
        var person = await _people.Person();
        _people.Clock.Set(start.AddMonths(22).AddDays(1));
        await Retain();
        _people.Clock.Set(start.AddMonths(23));
        using (await _people.SignIn(person.Email))
        {
            _people.Clock.Set(start.AddMonths(30));
            await Retain();
            Assert.Equal(1, (await _people.MailsTo(person.Id)).Count(m => m.Subject.Contains("utilisé", StringComparison.Ordinal)));
            _people.Clock.Set(start.AddMonths(45).AddDays(1));
            await Retain();
            Assert.Equal("active", await State(person.Id));
        }
    }

    [Fact]
    public async Task A_portal_that_slept_three_years_erases_nobody_without_both_warnings()
    {
        var start = new DateTimeOffset(2026, 1, 10, 12, 0, 0, TimeSpan.Zero);
        _people.Clock.Set(start);
        var person = await _people.Person();
        foreach (var (days, state) in new[] { (0, "active"), (27, "active"), (28, "active"), (55, "active"), (56, "erased") })
        {
            _people.Clock.Set(start.AddMonths(36).AddDays(days));
            await Retain();
            Assert.Equal((days, state), (days, await State(person.Id)));
        }
    }

    [Fact]
    public async Task Sessions_receipts_and_mails_go_when_their_time_has_passed()
    {
        var person = await _people.Person();
        await _people.Database.Write(async (connection, transaction) =>
        {
            var now = _people.Clock.GetUtcNow();
            await connection.ExecuteAsync("insert into receipt (key, form, answer, taken_at) values ('old', 'f', 'a', @old), ('new', 'f', 'a', @now)", new { old = now.AddDays(-31), now }, transaction);
            await connection.ExecuteAsync("update session set ended_at = @ended where account_id = @Id", new { ended = now.AddMonths(-12).AddDays(-1), person.Id }, transaction);
            foreach (var (name, days, state) in new[] { ("a", 29, "sent"), ("b", 31, "sent"), ("c", 31, "waiting"), ("d", 370, "sent") })
            {
                await connection.ExecuteAsync("""
                    insert into outbox (id, event, account_id, recipient, channel, category, subject, paragraphs, state, next_at, created_at)
                    values (@name, @name, @Id, @Id, 'mail', 'Watch', 'objet', '["texte"]', @state, @at, @at)
                    """, new { name, person.Id, state, at = now.AddDays(-days) }, transaction);
            }

            return true;
        });
        var trial = await _people.Ask((RunRetention retention) => retention.Run(trial: true));
        Assert.Contains(trial, r => r.Count > 0);
        Assert.Equal(["a:objet", "b:objet", "c:objet", "d:objet"], await Mails());

        Assert.Equal(trial, await _people.Ask((RunRetention retention) => retention.Run(trial: false)));
        Assert.Equal(["a:objet", "b:", "c:objet"], await Mails());
        Assert.Equal(["new"], await _people.Query<string>("select key from receipt where key in ('old', 'new')"));
        Assert.Empty(await _people.Query<string>("select id from session where account_id = @Id", new { person.Id }));
    }

    [Fact]
    public async Task Expired_links_and_counters_go()
    {
        var person = await _people.Person();
        await _people.Database.Write(async (connection, transaction) =>
        {
            var now = _people.Clock.GetUtcNow();
            await connection.ExecuteAsync("""
                insert into account_link (token_hash, purpose, account_id, created_at, expires_at) values ('old', 'reset', @Id, @old, @old), ('new', 'reset', @Id, @now, @later)
                """, new { person.Id, now, old = now.AddHours(-1), later = now.AddHours(1) }, transaction);
            await connection.ExecuteAsync("insert into address_change (id, account_id, new_address, expires_at) values ('c', @Id, 'n@example.org', @old)", new { person.Id, old = now.AddHours(-1) }, transaction);
            await connection.ExecuteAsync("insert into quota (bucket, taken, ends_at) values ('old', 1, @old), ('new', 1, @later)", new { old = now.AddHours(-1), later = now.AddHours(1) }, transaction);
            return true;
        });
        await Retain();
        Assert.Equal(["new"], await _people.Query<string>("select token_hash from account_link where account_id = @Id", new { person.Id }));
        Assert.Empty(await _people.Query<string>("select id from address_change"));
        Assert.Equal(["new"], await _people.Query<string>("select bucket from quota where bucket in ('old', 'new')"));
    }

    [Fact]
    public async Task Of_several_machines_one_does_the_work_of_the_day()
    {
        _people.Clock.Set(new DateTimeOffset(2026, 11, 25, 3, 0, 0, TimeSpan.Zero));
        var daily = _people.Services.GetRequiredService<DailyRun>();
        using var gate = new Barrier(4);
        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            gate.SignalAndWait();
            return daily.Take("night");
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap()));
        Assert.Single(taken, t => t);
        _people.Clock.Move(now => now.AddHours(2).AddMinutes(1));
        Assert.True(await daily.Take("night"), "left unfinished, another machine takes it over");
        Assert.True(await daily.Finish("night"));
        Assert.False(await daily.Take("night"), "it is done for the day");
    }

    private Task Retain() => _people.Ask((RunRetention retention) => retention.Run(trial: false));

    private async Task<string> State(string account) => Assert.Single(await _people.Query<string>("select state from account where id = @account", new { account }));

    private Task<IReadOnlyList<string>> Mails() => _people.Query<string>("select id || ':' || subject from outbox where event in ('a', 'b', 'c', 'd') order by id");
}
