using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>One night over as many clients as a house has, of every kind there is.</summary>
public sealed class NightMixtureTests : NightGround
{
    // What stands for it where no trace is under way.
    private const string Reference = "see the log of this night";

    [Fact]
    public async Task CS_9_After_one_run_each_of_a_thousand_mixed_clients_has_one_score_or_cause_and_the_corrupted_are_named()
    {
        await Histories.FillAsync(Database, 750, eventsEach: 20);
        // Without assignments too little is measured for a score; of the others two hundred have no data and fifty are not live.
        await Database.ExecuteAsync(
            """
            insert into platform.campaigns (organization_id, id, kind, name, status, starts_at)
            select o.id, o.id, 'ATTESTATION', 'Code of conduct', 'RUNNING', timestamptz '2026-05-01' from platform.organizations o;
            insert into platform.campaign_assignments (organization_id, id, campaign_id, account_id, due_at, status, completed_at)
            select a.organization_id, a.id, a.organization_id, a.id, timestamptz '2026-06-01', 'COMPLETED', timestamptz '2026-05-20' from platform.accounts a;
            insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at)
            select md5('empty' || g)::uuid, 'Empty ' || g, 'empty ' || g, 'ACTIVE', '2025-01-01', 'STANDARD', case when g <= 200 then timestamptz '2025-06-01' end from generate_series(1, 250) g;
            insert into client_success.owed_day (kind, day, noted_at, is_late, done_at)
            select k, '2026-06-13', '2026-06-14', false, '2026-06-14' from unnest(array['ROLLUP', 'SCORE', 'BENCHMARK']) k;
            insert into client_success.run (id, kind, day, state, started_at, read_through) values (gen_random_uuid(), 'ROLLUP', '2026-06-13', 'COMPLETED', '2026-06-14', '2026-01-01')
            """);
        var bad = await Database.ValueAsync<Guid[]>("select array_agg(md5('tenant' || g)::uuid order by g) from unnest(array[100, 400, 700]) g");
        // One cannot be rolled up, the second is counted more completed than due, the third has a score that cannot be written.
        await Database.ExecuteAsync(
            $"""
            alter table client_success.usage_day add check (organization_id <> '{bad![0]}');
            create function client_success.corrupt() returns trigger language plpgsql as 'begin new.completed_90 := new.due_90 + 1; return new; end';
            create trigger corrupt before insert or update on client_success.usage_day for each row when (new.organization_id = '{bad[1]}') execute function client_success.corrupt();
            alter table client_success.health_snapshot add check (organization_id <> '{bad[2]}' or cause is not distinct from 'COMPUTATION_FAILED');
            """);
        await using var world = Night();

        var results = (await world.Get<ClientNight>().RunAllAsync(new("client-night", Start, Guid.Empty.ToString("N")), Ct)).Value;

        results.Should().OnlyContain(r => r.Days.SequenceEqual(new DateOnly[] { new(2026, 6, 14) }));
        results.Select(r => (r.Kind, r.State, r.Failed)).Should().Equal(
            (NightKind.Rollup, NightState.CompletedWithFailures, 1), (NightKind.Score, NightState.CompletedWithFailures, 3), (NightKind.Benchmark, NightState.Completed, 0));
        (await Database.ValueAsync<string[]>(
            """
            select array_agg(x.line order by x.line) from (
                select concat_ws(' ', h.state, coalesce(h.cause, ''), h.score is not null, count(*), count(distinct h.organization_id)) as line
                from client_success.health_snapshot h group by h.state, coalesce(h.cause, ''), h.score is not null) x
            """)).Should().Equal(
            "INSUFFICIENT  f 200 200", "SCORED  t 747 747", "UNSCORED COMPUTATION_FAILED f 3 3", "UNSCORED NOT_LIVE f 50 50");
        // Of those without data, each part says why it is not there.
        (await Database.ValueAsync<string[]>(
            "select array_agg(distinct concat_ws(' ', login_absent, cases_absent, campaigns_absent, adoption_absent, tickets_absent)) from client_success.health_snapshot where state = 'INSUFFICIENT'"))
            .Should().Equal("NO_ACCOUNTS NOTHING_CLOSED_OR_DUE NOTHING_DUE NOTHING_ENTITLED NO_ACCOUNTS");
        // Each by what it failed on; a reference leads to the lines in the log.
        (await Database.ValueAsync<string[]>("select array_agg(failed_input order by array_position($1, organization_id)) from client_success.health_snapshot where organization_id = any ($1)", bad))
            .Should().Equal(Reference, nameof(RawCounts.AssignmentsCompleted), Reference);
        (await Database.ValueAsync<string>("select concat_ws(' ', state, tenants, scored, insufficient, unscored, failed) from client_success.run where kind = 'SCORE'"))
            .Should().Be("COMPLETED_WITH_FAILURES 1000 747 200 53 3");
        // And an administrator is told of these three, and finds them by their cause.
        (await Database.ValueAsync<Guid[]>("select array_agg(organization_id order by array_position($1, organization_id)) from client_success.alert where rule = 'NO_SCORE'", bad)).Should().Equal(bad);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        (await world.Get<ClientPortfolio>().ListAsync(admin, new() { Cause = UnscoredCause.ComputationFailed }, PortfolioSort.Name, null, 50, Ct)).Value.Items
            .Select(r => r.Tenant.Value).Should().BeEquivalentTo(bad);
    }
}
