using Ethico.Ops.Tests.Components.ClientSuccess;
using Ethico.Ops.Portal.Components.Pages.ClientSuccess;
using Ethico.Ops.Domain.Support;
using Bunit;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Ethico.Ops.Tests.Jobs;

/// <summary>The night over the demo clients, each of which is there to show something; and what pages then read.</summary>
public sealed class DemoNightTests : DemoGround
{
    [Theory]
    [InlineData("Meridian Credit Union", 77.7, "LOW", "STABLE", "R3", "")]
    [InlineData("Bluestone Insurance", 75.3, "LOW", "STABLE", "R3", "")]
    [InlineData("Cobalt Ridge Mining", 81.7, "LOW", "STABLE", "R3", "")]
    [InlineData("Dunmore Textiles", null, null, null, "", "")]
    [InlineData("Evergreen Dental Group", 100.0, "LOW", "STABLE", "R3", "")]
    [InlineData("Fallow & Sons Freight", 0.0, "HIGH", "STABLE", "R1", "")]
    [InlineData("Granite Peak Outfitters", 39.9, "HIGH", "STABLE", "R1", "")]
    [InlineData("Hollis Paper", 40.0, "MEDIUM", "STABLE", "R4", "")]
    [InlineData("Ironbridge Utilities", 58.0, "HIGH", "DECLINING", "R2", "")]
    [InlineData("Juniper Home Care", 69.9, "MEDIUM", "STABLE", "R4", "")]
    [InlineData("Kestrel Avionics", 70.0, "LOW", "STABLE", "R3", "")]
    [InlineData("Larkspur Foods", 74.2, "MEDIUM", "DECLINING", "R4", "")]
    [InlineData("Mossley Engineering", 74.2, "HIGH", "DECLINING", "R4,R5", "")]
    [InlineData("Northgate Robotics", 92.0, "LOW", "STABLE", "R3", "")]
    [InlineData("Oakhurst Biotech", 80.4, "MEDIUM", "DECLINING", "R4", "QUIET")]
    [InlineData("Pinecrest Media", 79.0, "LOW", "STABLE", "R3", "")]
    [InlineData("Wren Cottage Bakery", 91.1, "LOW", "STABLE", "R3", "SMALL_BASE")]
    public async Task CS_27_Each_shape_scores_as_specified(string name, double? score, string? band, string? trend, string fired, string flags)
    {
        (await TextAsync("score::text", name)).Should().Be(score is { } s ? ((decimal)s).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture) : null);
        (await TextAsync("band", name)).Should().Be(band);
        (await TextAsync("trend", name)).Should().Be(trend);
        (await TextAsync("array_to_string(fired_rules, ',')", name)).Should().Be(fired);
        (await TextAsync("array_to_string(array_remove(flags, 'LATE'), ',')", name)).Should().Be(flags);
    }

    [Fact]
    public async Task CS_9_CS_27_Every_active_client_ends_with_a_score_or_a_cause()
    {
        (await Database.ValueAsync<long>("select count(*) from platform.organizations o where o.status = 'ACTIVE' and not exists (select from client_success.health_snapshot h where h.organization_id = o.id and h.day = $1)", Day)).Should().Be(0);
        (await Database.ValueAsync<long>("select count(distinct cause) from client_success.health_snapshot where day = $1 and state = 'UNSCORED'", Day)).Should().Be(1);
        (await Database.ValueAsync<string>("select state from client_success.run where kind = 'SCORE' and day = $1", Day)).Should().Be("COMPLETED");
    }

    [Fact]
    public async Task CS_27_Stored_scores_are_the_formula_over_their_stored_raw_numbers()
    {
        var caller = await World.OperatorAsync(Role.PlatformAdmin);
        var page = (await World.Get<ClientPortfolio>().ListAsync(caller, new(), PortfolioSort.Urgency, null, 200, CancellationToken.None)).Value;
        page.Items.Should().HaveCountGreaterThan(50);
        foreach (var row in page.Items.Where(r => r.Score is not null))
        {
            var view = (await World.Get<ClientHealth>().OpenAsync(caller, row.Tenant, CancellationToken.None)).Value;
            view.Standing!.Snapshot.Reading!.Score.Should().Be(row.Score);
            view.Points.Sum(p => p.Earned).Should().Be(row.Score);
            view.Standing.Snapshot.Band!.Band.Should().Be(row.ComputedBand);
        }
    }

    [Fact]
    public async Task CS_27_The_client_files_open_the_alerts_they_are_there_for()
    {
        var open = await Database.ValueAsync<string>("select string_agg(distinct rule, ',' order by rule) from client_success.alert where state = 'NEW'");

        open.Should().Be("BAND_HIGH,FEATURE_IDLE,KEY_USER_SILENT,LOW_SEATS,NO_CONTACT,NO_SCORE,OVERRIDE_ENDS,QUIET,RENEWAL,SCORE_DROP,TICKET_SURGE,USAGE_DROP");
        foreach (var (rule, name) in ((string, string)[])[("SCORE_DROP", "100% Harvest Grains"), ("TICKET_SURGE", "Harbor's Edge Hotels"), ("USAGE_DROP", "Größe & Weiß Optik"), ("FEATURE_IDLE", "Harbor_Point Marine")])
            (await Database.ValueAsync<long>("select count(*) from client_success.alert a join client_success.client c using (organization_id) where a.rule = $1 and c.name = $2", rule, name)).Should().Be(1, "{0} shows {1}", name, rule);
    }

    [Fact]
    public async Task CS_27_Every_band_trend_flag_cause_rule_and_alert_there_is_stands_somewhere_in_the_demo()
    {
        List<string> missing = [];
        const string of = "from client_success.health_snapshot";
        await LookAsync<Band>($"select band {of}");
        await LookAsync<Trend>($"select trend {of}");
        await LookAsync<TrendNote>($"select trend_note {of}");
        await LookAsync<SnapshotState>($"select state {of}");
        await LookAsync<UnscoredCause>($"select cause {of}");
        await LookAsync<AbsentCause>($"select unnest(array[login_absent, cases_absent, campaigns_absent, adoption_absent, tickets_absent]) {of}");
        await LookAsync<BandRule>($"select unnest(fired_rules) {of}");
        await LookAsync<HealthFlags>($"select unnest(flags) {of}");
        await LookAsync<AlertRule>("select rule from client_success.alert");

        missing.Should().BeEmpty();

        async Task LookAsync<T>(string sql)
            where T : struct, Enum
        {
            var found = await Database.ValueAsync<string[]>($"select coalesce(array_agg(distinct x), array[]::text[]) from ({sql}) s (x) where x is not null") ?? [];
            missing.AddRange(Enum.GetValues<T>().Select(v => v.Stored()).Where(v => v is not "NONE").Except(found, StringComparer.Ordinal).Select(v => $"{typeof(T).Name} {v}"));
        }
    }

    [Fact]
    public async Task CS_19_A_period_in_which_nobody_was_active_reads_nought_and_one_that_is_not_kept_says_so()
    {
        var ct = CancellationToken.None;
        var admin = await World.OperatorAsync(Role.PlatformAdmin);
        async Task<IReadOnlyList<UsageBar>> WeeksAsync(string name)
        {
            var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations where name = $1", name));
            return (await World.Get<ClientUsage>().ReadAsync(admin, tenant, Day.AddDays(-27), Day, CountGrain.Week, ct)).Value.Bars;
        }

        (await WeeksAsync("Fallow & Sons Freight")).Select(b => b.Counts!.ActiveAccounts).Should().OnlyContain(a => a == 0);
        await Database.ExecuteAsync("delete from client_success.usage_period");
        (await WeeksAsync("Fallow & Sons Freight")).Select(b => b.Counts!.ActiveAccounts).Should().OnlyContain(a => a == 0);
        (await WeeksAsync("Meridian Credit Union")).Select(b => b.Counts!.ActiveAccounts).Should().OnlyContain(a => a == null);
    }

    [Fact]
    public async Task CS_21_Every_quartile_of_the_night_is_percentile_cont_over_the_others()
    {
        const string judged = """
            from client_success.benchmark b cross join lateral (
                select count(o.own)::integer as peers, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by o.own::double precision) as quartiles
                from client_success.benchmark o
                where o.day = b.day and o.metric = b.metric and o.cohort = b.cohort and o.cohort_key = b.cohort_key and o.organization_id <> b.organization_id) q
            where b.day = $1
            """;

        (await Database.ValueAsync<string[]>(
            $"""
            select array_agg(concat_ws(' ', b.metric, b.cohort, b.organization_id)) {judged} and (b.peers <> q.peers or (b.p25 is not null) <> (q.peers >= 5)
                or (q.peers >= 5 and greatest(abs(b.p25 - q.quartiles[1]), abs(b.median - q.quartiles[2]), abs(b.p75 - q.quartiles[3])) > 0.000001))
            """, Day)).Should().BeNull();
        (await Database.ValueAsync<long>($"select count(distinct b.metric || b.cohort) {judged} and b.p25 is not null", Day)).Should().BeGreaterThan(20, "nothing is proven by cohorts that are all too small");
        (await Database.ValueAsync<long>($"select count(*) {judged} and q.peers = 4", Day)).Should().BePositive();
        (await Database.ValueAsync<long>($"select count(*) {judged} and q.peers = 5", Day)).Should().BePositive();
    }

    [Fact]
    public async Task CS_8_An_override_stands_beside_the_computed_band_and_ends_on_its_day()
    {
        var ct = CancellationToken.None;
        var admin = await World.OperatorAsync(Role.PlatformAdmin);
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations where name = 'Kestrel Avionics'"));
        var today = Day.AddDays(1);

        (await World.Get<HealthOverrides>().SetAsync(admin, tenant, new(Band.High, null, "Sponsor left the company", today.AddDays(91)), ct)).Refusal!.Sentence.Should().Contain("at most 90");
        (await World.Get<HealthOverrides>().SetAsync(admin, tenant, new(Band.High, null, "Sponsor left the company", today.AddDays(2)), ct)).Refusal.Should().BeNull();
        var view = (await World.Get<ClientHealth>().OpenAsync(admin, tenant, ct)).Value;
        (view.EffectiveBand, view.Standing!.Snapshot.Band!.Band).Should().Be((Band.High, Band.Low));
        var second = () => Database.ExecuteAsync(
            "insert into client_success.health_override (id, organization_id, band, reason, created_by, from_on, expires_on) values (gen_random_uuid(), $1, 'LOW', 'a second one at once', $2, $3, $4)",
            tenant.Value, admin.Id.Value, today, today.AddDays(3));
        await second.Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.ConstraintName == "health_override_one_active");

        const string kept = "select (to_jsonb(o) - 'state')::text from client_success.health_override o where organization_id = $1";
        const string state = "select state from client_success.health_override where organization_id = $1";
        var before = await Database.ValueAsync<string>(kept, tenant.Value);
        // A night goes by it: it stands, untouched, beside the band that night computed.
        await using (var tomorrow = await LaterAsync(TimeSpan.FromDays(1)))
        {
            (await tomorrow.Get<ClientNight>().RunAllAsync(Fire(1), ct)).Refusal.Should().BeNull();
            (await Database.ValueAsync<string>(state, tenant.Value)).Should().Be("ACTIVE");
            (await Database.ValueAsync<string>(kept, tenant.Value)).Should().Be(before);
            view = (await tomorrow.Get<ClientHealth>().OpenAsync(admin, tenant, ct)).Value;
            (view.Standing!.Snapshot.Day, view.EffectiveBand, view.Standing.Snapshot.Band!.Band).Should().Be((today, Band.High, Band.Low));
        }

        await using var itsDay = await LaterAsync(TimeSpan.FromDays(2));
        (await itsDay.Get<ClientNight>().RunAllAsync(Fire(2), ct)).Refusal.Should().BeNull();
        (await Database.ValueAsync<string>(state, tenant.Value)).Should().Be("EXPIRED");
    }

    [Fact]
    public async Task CS_10_The_night_again_changes_nothing_and_a_rebuild_gives_the_same_rows()
    {
        var ct = CancellationToken.None;
        await using var tomorrow = await LaterAsync(TimeSpan.FromDays(1));
        (await tomorrow.Get<ClientNight>().RunAllAsync(Fire(1), ct)).Value.Should().OnlyContain(r => r.State == NightState.Completed);
        var incremental = await DigestAsync();

        // What the ledger says is owed is done again, over everything there is.
        await Database.ExecuteAsync("update client_success.owed_day set done_at = null; delete from client_success.run");
        (await tomorrow.Get<ClientNight>().RunAllAsync(Fire(1), ct)).Value.Should().OnlyContain(r => r.State == NightState.Completed);

        (await DigestAsync()).Should().Be(incremental);
    }

    [Fact]
    public async Task CS_3_Impersonated_sign_ins_and_staff_and_test_events_change_no_byte_of_any_roll_up_score_or_benchmark()
    {
        var tables = (await Database.ValueAsync<string[]>(
            """
            select array_agg(c.relname::text order by c.relname) from pg_class c
            where c.relnamespace = 'client_success'::regnamespace and c.relkind = 'r'
              and (c.relname ~ '^(usage|feature|account|case)_' or c.relname in ('campaign_line', 'ticket_line', 'health_snapshot', 'benchmark'))
            """))!;
        tables.Should().Contain(["usage_day", "usage_period", "case_week", "campaign_line", "ticket_line", "health_snapshot", "benchmark"]).And.Contain("account_use");
        async Task<List<string>> BytesAsync()
        {
            List<string> found = [];
            foreach (var table in tables)
            {
                found.Add($"{table} " + await Database.ValueAsync<string>(
                    $"select md5(coalesce(string_agg(x, '|' order by x), '')) || ' ' || count(*) from (select (to_jsonb(t) - array['rolled_at', 'computed_at', 'run_id', 'flags'])::text as x from client_success.{table} t) d"));
            }

            return found;
        }

        var before = await BytesAsync();
        before.Where(b => b.EndsWith(" 0", StringComparison.Ordinal)).Should().BeEmpty("a table without a row proves nothing");
        await Database.ExecuteAsync(
            """
            insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, kind, succeeded)
            select a.organization_id, gen_random_uuid(), timestamptz '2026-06-14 15:00Z' - g * interval '1 day', timestamptz '2026-06-15 11:00Z', 'IMPERSONATED', a.id, 'SIGN_IN', true
            from (select distinct on (organization_id) organization_id, id from platform.accounts where status = 'ACTIVE' order by organization_id, id) a, generate_series(0, 49) g;
            insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, kind, succeeded, feature)
            select a.organization_id, gen_random_uuid(), timestamptz '2026-06-13 15:00Z' + g * interval '1 minute', timestamptz '2026-06-15 11:00Z',
                k.actor, a.id, k.kind, true, case k.kind when 'FEATURE' then 'CASE_MANAGEMENT' end
            from (select organization_id, id from platform.accounts where status = 'ACTIVE' order by id limit 50) a, generate_series(1, 3) g,
                (values ('STAFF', 'SIGN_IN'), ('STAFF', 'FEATURE'), ('TEST', 'SIGN_IN'), ('TEST', 'FEATURE'), ('IMPERSONATED', 'FEATURE')) k (actor, kind)
            """);
        await Database.ExecuteAsync("update client_success.owed_day set done_at = null; delete from client_success.run");

        await World.Get<ClientNight>().RunAllAsync(Fire(0), CancellationToken.None);

        (await BytesAsync()).Should().Equal(before);
    }

    [Fact]
    public async Task Recompute_is_once_in_five_minutes_and_says_what_moved()
    {
        var ct = CancellationToken.None;
        var admin = await World.OperatorAsync(Role.PlatformAdmin);
        var tenant = new OrganizationId(await Database.ValueAsync<Guid>("select id from platform.organizations where name = 'Meridian Credit Union'"));
        await Database.ExecuteAsync("delete from client_success.lease");
        await Database.ExecuteAsync(
            "update platform.cases set closed_at = timestamptz '2026-06-14 15:00Z', status = 'CLOSED', outcome = 'DISMISSED' where organization_id = $1 and status = 'IN_PROGRESS'", tenant.Value);

        var result = await World.Get<Recompute>().RunAsync(admin, tenant, ct);

        result.Refusal.Should().BeNull();
        result.Value.Moved.Select(m => m.Name).Should().BeEquivalentTo("closed", "past_due");
        result.Value.After.Snapshot.Flags.Should().HaveFlag(HealthFlags.Restated);
        (await World.Get<Recompute>().RunAsync(admin, tenant, ct)).Refusal!.Code.Should().Be("too-many");
        (await World.EntriesAsync("RecomputeHealth", "ALLOWED", admin)).Should().Be(1);
    }
}
