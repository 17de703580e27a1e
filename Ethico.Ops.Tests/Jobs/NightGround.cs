using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>What every test of the nights stands on: a database of its own, both clocks at one noon, and the nights by hand.</summary>
public abstract class NightGround : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 6, 15, 12, 0, 0, TimeSpan.Zero);

    protected static readonly CancellationToken Ct = CancellationToken.None;

    protected FakeTimeProvider Clock { get; } = new(Start);

    protected TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = await TestDatabase.CreateAsync();
        await Database.SetClockAsync(Start);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected World Night(string zone = "Etc/UTC") => new(Database, services => services
        .AddSingleton<TimeProvider>(Clock)
        .AddSingleton(new NightCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone))));

    protected async Task<IReadOnlyList<NightResult>> RunAllAsync(World world, bool expectFailure = false)
    {
        var results = await world.Get<ClientNight>().RunAllAsync(Fire(), Ct);
        results.Refusal.Should().BeNull();
        if (!expectFailure)
            results.Value.Should().OnlyContain(r => r.State == NightState.Completed || r.State == NightState.NothingOwed);
        return results.Value;
    }

    protected async Task ToAsync(DateTimeOffset instant)
    {
        Clock.SetUtcNow(instant);
        await Database.SetClockAsync(instant);
    }

    protected JobFire Fire() => new("client-night", Clock.GetUtcNow(), Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N"));

    // Raw numbers and scores; the trend looks further back than a rebuild scores.
    protected Task<string?> DigestAsync(string through = "2027-01-01") => Database.ValueAsync<string>(
        $"""
        select md5(string_agg(x, '|' order by x)) || count(*) from (
            select (to_jsonb(h) - array['flags', 'computed_at', 'run_id', 'trend', 'trend_delta', 'trend_note', 'trend_recent', 'trend_earlier', 'band', 'fired_rules'])::text as x
            from client_success.health_snapshot h
            where h.day > (select max(m.day) - 35 from client_success.health_snapshot m where m.day <= '{through}') and h.day <= '{through}'
            union all
            select (to_jsonb(u) - 'rolled_at')::text from client_success.usage_day u
            where u.day > (select max(m.day) - 35 from client_success.usage_day m where m.day <= '{through}') and u.day <= '{through}') d
        """);

    // Of the newest day alone: it is the one whose trend a rebuild sees as far back as the nights did.
    protected Task<string[]?> NewestAsync() => Database.ValueAsync<string[]>(
        """
        select array_agg(concat_ws(' ', organization_id, coalesce(band, '-'), coalesce(trend, '-'), trend_delta, trend_recent, trend_earlier, fired_rules::text) order by organization_id)
        from client_success.health_snapshot where day = (select max(day) from client_success.health_snapshot)
        """);
}
