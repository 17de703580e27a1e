
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
public sealed class DemoNightTests : IAsyncLifetime
{
    // A copy of the demo database after its first night: the night itself is tried once.
    internal static readonly TestTemplate AfterTheNight = new("demo_night", FillAsync);

    private static readonly DateOnly Day = new(2026, 6, 14);

    private TestDatabase database = null!;
    private World world = null!;

    public async ValueTask InitializeAsync()
    {
        database = await TestDatabase.CreateAsync(AfterTheNight);
        world = new World(database, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor)));
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await database.DisposeAsync();
    }

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
        (await database.ValueAsync<long>("select count(*) from platform.organizations o where o.status = 'ACTIVE' and not exists (select from client_success.health_snapshot h where h.organization_id = o.id and h.day = $1)", Day)).Should().Be(0);
        (await database.ValueAsync<long>("select count(distinct cause) from client_success.health_snapshot where day = $1 and state = 'UNSCORED'", Day)).Should().Be(1);
        (await database.ValueAsync<string>("select state from client_success.run where kind = 'SCORE' and day = $1", Day)).Should().Be("COMPLETED");
    }

    [Fact]
    public async Task CS_27_Stored_scores_are_the_formula_over_their_stored_raw_numbers()
    {
        var caller = await world.OperatorAsync(Role.PlatformAdmin);
        var page = (await world.Get<ClientPortfolio>().ListAsync(caller, new(), PortfolioSort.Urgency, null, 200, CancellationToken.None)).Value;
        page.Items.Should().HaveCountGreaterThan(50);
        foreach (var row in page.Items.Where(r => r.Score is not null))
        {
            var view = (await world.Get<ClientHealth>().OpenAsync(caller, row.Tenant, CancellationToken.None)).Value;
            view.Standing!.Snapshot.Reading!.Score.Should().Be(row.Score);
            view.Points.Sum(p => p.Earned).Should().Be(row.Score);
            view.Standing.Snapshot.Band!.Band.Should().Be(row.ComputedBand);
        }
    }

    [Fact]
    public async Task CS_27_The_client_files_open_the_alerts_they_are_there_for()
    {
        var open = await database.ValueAsync<string>("select string_agg(distinct rule, ',' order by rule) from client_success.alert where state = 'NEW'");

        open.Should().Be("BAND_HIGH,FEATURE_IDLE,KEY_USER_SILENT,LOW_SEATS,NO_CONTACT,NO_SCORE,OVERRIDE_ENDS,QUIET,RENEWAL,SCORE_DROP,TICKET_SURGE,USAGE_DROP");
        foreach (var (rule, name) in ((string, string)[])[("SCORE_DROP", "100% Harvest Grains"), ("TICKET_SURGE", "Harbor's Edge Hotels"), ("USAGE_DROP", "Größe & Weiß Optik"), ("FEATURE_IDLE", "Harbor_Point Marine")])
            (await database.ValueAsync<long>("select count(*) from client_success.alert a join client_success.client c using (organization_id) where a.rule = $1 and c.name = $2", rule, name)).Should().Be(1, "{0} shows {1}", name, rule);
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
            var found = await database.ValueAsync<string[]>($"select coalesce(array_agg(distinct x), array[]::text[]) from ({sql}) s (x) where x is not null") ?? [];
            missing.AddRange(Enum.GetValues<T>().Select(v => v.Stored()).Where(v => v is not "NONE").Except(found, StringComparer.Ordinal).Select(v => $"{typeof(T).Name} {v}"));
        }
    }

    [Fact]
    public async Task CS_19_A_period_in_which_nobody_was_active_reads_nought_and_one_that_is_not_kept_says_so()
    {
        var ct = CancellationToken.None;
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        async Task<IReadOnlyList<UsageBar>> WeeksAsync(string name)
        {
            var tenant = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations where name = $1", name));
            return (await world.Get<ClientUsage>().ReadAsync(admin, tenant, Day.AddDays(-27), Day, CountGrain.Week, ct)).Value.Bars;
        }

        (await WeeksAsync("Fallow & Sons Freight")).Select(b => b.ActiveAccounts).Should().OnlyContain(a => a == 0);
        await database.ExecuteAsync("delete from client_success.usage_period");
        (await WeeksAsync("Fallow & Sons Freight")).Select(b => b.ActiveAccounts).Should().OnlyContain(a => a == 0);
        (await WeeksAsync("Meridian Credit Union")).Select(b => b.ActiveAccounts).Should().OnlyContain(a => a == null);
    }

    [Fact]
    public async Task CS_15_No_canary_of_the_platform_is_in_a_page_an_export_or_a_review_of_this_area_under_any_role()
    {
        var harbor = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations where name = 'Harbor & Vale Health'"));
        foreach (var role in (Role[])[Role.PlatformAdmin, Role.ClientSuccess, Role.SupportAdmin, Role.ImplementationManager])
        {
            var caller = await world.OperatorAsync(role);
            await world.AssignAsync(caller, harbor);
            await using var seat = await Components.Support.Seat.TakeAsync(world, caller, TestTemplate.DemoAnchor);
            var id = harbor.ToString();
            List<string> said =
            [
                await Read<PortfolioPage>(seat, "/clients"), await Read<HealthPage>(seat, $"/clients/{id}", id), await Read<UsagePage>(seat, $"/clients/{id}/usage?view=table", id),
                await Read<AdoptionPage>(seat, $"/clients/{id}/adoption", id), await Read<Ethico.Ops.Portal.Components.Pages.ClientSuccess.TimelinePage>(seat, $"/clients/{id}/timeline", id), await Read<BenchmarksPage>(seat, $"/clients/{id}/benchmarks", id),
                await Read<ReviewPage>(seat, $"/clients/{id}/qbr", id), await Read<AlertsPage>(seat, "/alerts?view=book"), await Read<RenewalsPage>(seat, "/renewals"), await Read<AdoptionMatrixPage>(seat, "/adoption"),
            ];
            var ct = CancellationToken.None;
            said.Add(Text((await world.Get<ClientPortfolio>().ExportAsync(caller, new(), PortfolioSort.Name, ct)).Value.Content));
            said.Add(Text((await world.Get<ClientHealth>().ExportAsync(caller, harbor, Day.AddDays(-365), Day, ct)).Value.Content));
            said.Add(Text((await world.Get<ClientUsage>().ExportAsync(caller, harbor, Day.AddDays(-365), Day, CountGrain.Week, per100: false, ct)).Value.Content));
            said.Add(System.Text.Json.JsonSerializer.Serialize((await world.Get<ClientHealth>().CountedAsync(caller, harbor, ct)).Value));
            if (role is Role.PlatformAdmin or Role.ClientSuccess)
            {
                var edit = new QbrEdit(new(2026, 3, 1), new(2026, 5, 31), Enum.GetValues<QbrSection>(), CohortKind.All, "", "", 0);
                said.Add((await world.Get<Qbrs>().PreviewAsync(caller, harbor, edit, ct)).Value.Html);
            }

            said.Should().OnlyContain(s => s.Length > 100).And.NotContain(s => s.Contains("canary", StringComparison.OrdinalIgnoreCase) || s.Contains("Wrenfield", StringComparison.OrdinalIgnoreCase));
        }

        static string Text(ReadOnlyMemory<byte> file) => System.Text.Encoding.UTF8.GetString(file.Span);

        static async Task<string> Read<TPage>(Components.Support.Seat seat, string address, string? which = null)
            where TPage : Microsoft.AspNetCore.Components.IComponent
        {
            var page = seat.Go<TPage>(address, which);
            await page.WaitForAssertionAsync(() => page.FindAll("[aria-busy=true]").Should().BeEmpty());
            return page.Markup;
        }
    }

    [Fact]
    public async Task CS_14_An_unassigned_client_is_not_found_everywhere_and_leaves_an_entry()
    {
        var caller = await world.OperatorAsync(Role.ClientSuccess);
        var mine = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations where name = 'Meridian Credit Union'"));
        var foreign = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations where name = 'Kestrel Avionics'"));
        await world.AssignAsync(caller, mine);
        var ct = CancellationToken.None;

        (await world.Get<ClientHealth>().OpenAsync(caller, mine, ct)).Refusal.Should().BeNull();
        (await world.Get<ClientPortfolio>().ListAsync(caller, new(), PortfolioSort.Name, null, 200, ct)).Value.Items.Should().ContainSingle();
        (await world.Get<ClientPortfolio>().ListAsync(caller, new() { Text = "Kestrel" }, PortfolioSort.Name, null, 200, ct)).Value.Items.Should().BeEmpty();
        foreach (var tenant in (OrganizationId[])[foreign, new(Guid.Empty)])
        {
            (await world.Get<ClientHealth>().OpenAsync(caller, tenant, ct)).Refusal!.Code.Should().Be("not-found");
            (await world.Get<ClientUsage>().ReadAsync(caller, tenant, Day.AddDays(-30), Day, CountGrain.Day, ct)).Refusal!.Code.Should().Be("not-found");
            (await world.Get<ClientTimeline>().ReadAsync(caller, tenant, new([], null, null, null, null, 50), ct)).Refusal!.Code.Should().Be("not-found");
            (await world.Get<ClientFiles>().OpenAsync(caller, tenant, ct)).Refusal!.Code.Should().Be("not-found");
            (await world.Get<ClientHealth>().ExportAsync(caller, tenant, Day.AddDays(-30), Day, ct)).Refusal!.Code.Should().Be("not-found");
            (await world.Get<ClientUsage>().ExportAsync(caller, tenant, Day.AddDays(-30), Day, CountGrain.Day, per100: false, ct)).Refusal!.Code.Should().Be("not-found");
            (await world.Get<Qbrs>().OpenAsync(caller, tenant, ct)).Refusal!.Code.Should().Be("not-found");
            (await world.Get<ClientBenchmarks>().ReadAsync(caller, tenant, CohortKind.All, ct)).Refusal!.Code.Should().Be("not-found");
        }

        var file = (await world.Get<ClientPortfolio>().ExportAsync(caller, new(), PortfolioSort.Name, ct)).Value;
        file.Rows.Should().Be(1);
        System.Text.Encoding.UTF8.GetString(file.Content.Span).Should().Contain("Meridian").And.NotContain("Kestrel");

        // The port alone holds the scope, too.
        (await world.Get<IClientHealth>().HistoryAsync(ClientScope.Of(caller), foreign, Day.AddDays(-30), Day, ct)).Value.Should().BeNull();
        (await world.EntriesAsync("ViewHealth", "REFUSED", caller)).Should().Be(12);
        (await world.EntriesAsync("ExportData", "REFUSED", caller)).Should().Be(4);
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

        (await database.ValueAsync<string[]>(
            $"""
            select array_agg(concat_ws(' ', b.metric, b.cohort, b.organization_id)) {judged} and (b.peers <> q.peers or (b.p25 is not null) <> (q.peers >= 5)
                or (q.peers >= 5 and greatest(abs(b.p25 - q.quartiles[1]), abs(b.median - q.quartiles[2]), abs(b.p75 - q.quartiles[3])) > 0.000001))
            """, Day)).Should().BeNull();
        (await database.ValueAsync<long>($"select count(distinct b.metric || b.cohort) {judged} and b.p25 is not null", Day)).Should().BeGreaterThan(20, "nothing is proven by cohorts that are all too small");
        (await database.ValueAsync<long>($"select count(*) {judged} and q.peers = 4", Day)).Should().BePositive();
        (await database.ValueAsync<long>($"select count(*) {judged} and q.peers = 5", Day)).Should().BePositive();
    }

    [Fact]
    public async Task CS_17_Money_is_read_only_with_the_right_and_changes_no_score()
    {
        var ct = CancellationToken.None;
        var support = await world.OperatorAsync(Role.SupportAdmin);
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var tenant = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations where name = 'Meridian Credit Union'"));

        (await world.Get<ClientPortfolio>().ListAsync(support, new(), PortfolioSort.Name, null, 200, ct)).Value.Items.Should().OnlyContain(r => r.Value == null);
        (await world.Get<ClientPortfolio>().TilesAsync(support, ct)).Value.AtRisk.Should().BeNull();
        var file = (await world.Get<ClientPortfolio>().ExportAsync(support, new(), PortfolioSort.Name, ct)).Value;
        System.Text.Encoding.UTF8.GetString(file.Content.Span).Should().NotContain("918273").And.NotContain("ARR");
        (await world.Get<ClientFiles>().OpenAsync(support, tenant, ct)).Value.Value.Should().BeNull();
        (await world.Get<ClientFiles>().ImportValuesAsync(support, "client,arr,currency,renewal,as_of\n", ct)).Refusal!.Code.Should().Be("not-allowed");

        (await world.Get<ClientFiles>().OpenAsync(admin, tenant, ct)).Value.Value!.Arr.Should().Be(918_273.45m);
        var fed = await world.Get<ClientFiles>().ImportValuesAsync(
            admin, $"client,arr,currency,renewal,as_of\n{tenant},5.5,USD,,2026-06-20\nnobody.example,1,USD,,2026-06-20\n{tenant.Value},x,USD,,2026-06-20\n", ct);
        fed.Value.Applied.Should().Be(1);
        fed.Value.Refused.Select(f => f.Line).Should().Equal(3, 4);
        (await world.Get<ClientFiles>().OpenAsync(admin, tenant, ct)).Value.Value!.Arr.Should().Be(5.5m);
        (await TextAsync("score::text", "Meridian Credit Union")).Should().Be("77.7");
    }

    [Fact]
    public async Task CS_15_Canaries_of_the_platform_are_in_no_row_of_this_area()
    {
        var tables = await database.ValueAsync<string[]>("select array_agg(c.relname::text) from pg_class c where c.relnamespace = 'client_success'::regnamespace and c.relkind = 'r'");
        foreach (var table in tables!)
        {
            var found = await database.ValueAsync<long>($"select count(*) from client_success.{table} t where t::text ~* 'canary|kanarie'");
            found.Should().Be(0, "{0} holds none", table);
        }
    }

    [Fact]
    public async Task CS_8_An_override_stands_beside_the_computed_band_and_ends_on_its_day()
    {
        var ct = CancellationToken.None;
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var tenant = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations where name = 'Kestrel Avionics'"));
        var today = Day.AddDays(1);

        (await world.Get<HealthOverrides>().SetAsync(admin, tenant, new(Band.High, null, "Sponsor left the company", today.AddDays(91)), ct)).Refusal!.Sentence.Should().Contain("at most 90");
        (await world.Get<HealthOverrides>().SetAsync(admin, tenant, new(Band.High, null, "Sponsor left the company", today.AddDays(1)), ct)).Refusal.Should().BeNull();
        var view = (await world.Get<ClientHealth>().OpenAsync(admin, tenant, ct)).Value;
        (view.EffectiveBand, view.Standing!.Snapshot.Band!.Band).Should().Be((Band.High, Band.Low));
        var second = () => database.ExecuteAsync(
            "insert into client_success.health_override (id, organization_id, band, reason, created_by, from_on, expires_on) values (gen_random_uuid(), $1, 'LOW', 'a second one at once', $2, $3, $4)",
            tenant.Value, admin.Id.Value, today, today.AddDays(3));
        await second.Should().ThrowAsync<Npgsql.PostgresException>().Where(e => e.ConstraintName == "health_override_one_active");

        await using var tomorrow = await LaterAsync(TimeSpan.FromDays(1));
        (await tomorrow.Get<ClientNight>().RunAllAsync(Fire(1), ct)).Refusal.Should().BeNull();
        (await database.ValueAsync<string>("select state from client_success.health_override where organization_id = $1", tenant.Value)).Should().Be("EXPIRED");
    }

    [Fact]
    public async Task CS_10_The_night_again_changes_nothing_and_a_rebuild_gives_the_same_rows()
    {
        var ct = CancellationToken.None;
        await using var tomorrow = await LaterAsync(TimeSpan.FromDays(1));
        (await tomorrow.Get<ClientNight>().RunAllAsync(Fire(1), ct)).Value.Should().OnlyContain(r => r.State == NightState.Completed);
        var incremental = await DigestAsync();

        // What the ledger says is owed is done again, over everything there is.
        await database.ExecuteAsync("update client_success.owed_day set done_at = null; delete from client_success.run");
        (await tomorrow.Get<ClientNight>().RunAllAsync(Fire(1), ct)).Value.Should().OnlyContain(r => r.State == NightState.Completed);

        (await DigestAsync()).Should().Be(incremental);
    }

    [Fact]
    public async Task CS_3_Staff_impersonated_and_test_events_change_no_roll_up_and_no_score()
    {
        var before = await DigestAsync();
        await database.ExecuteAsync(
            """
            insert into platform.usage_events (organization_id, id, occurred_at, ingested_at, actor_kind, account_id, kind, feature)
            select a.organization_id, gen_random_uuid(), timestamptz '2026-06-13 15:00Z' + g * interval '1 minute', timestamptz '2026-06-15 11:00Z',
                (array['STAFF', 'IMPERSONATED', 'TEST'])[1 + g % 3], a.id, 'FEATURE', 'CASE_MANAGEMENT'
            from (select organization_id, id from platform.accounts where status = 'ACTIVE' order by id limit 50) a, generate_series(1, 3) g
            """);
        await database.ExecuteAsync("update client_success.owed_day set done_at = null; delete from client_success.run");

        await world.Get<ClientNight>().RunAllAsync(Fire(0), CancellationToken.None);

        (await DigestAsync()).Should().Be(before);
    }

    [Fact]
    public async Task Recompute_is_once_in_five_minutes_and_says_what_moved()
    {
        var ct = CancellationToken.None;
        var admin = await world.OperatorAsync(Role.PlatformAdmin);
        var tenant = new OrganizationId(await database.ValueAsync<Guid>("select id from platform.organizations where name = 'Meridian Credit Union'"));
        await database.ExecuteAsync("delete from client_success.lease");
        await database.ExecuteAsync(
            "update platform.cases set closed_at = timestamptz '2026-06-14 15:00Z', status = 'CLOSED', outcome = 'DISMISSED' where organization_id = $1 and status = 'IN_PROGRESS'", tenant.Value);

        var result = await world.Get<Recompute>().RunAsync(admin, tenant, ct);

        result.Refusal.Should().BeNull();
        result.Value.Moved.Select(m => m.Name).Should().BeEquivalentTo("closed", "past_due");
        result.Value.After.Snapshot.Flags.Should().HaveFlag(HealthFlags.Restated);
        (await world.Get<Recompute>().RunAsync(admin, tenant, ct)).Refusal!.Code.Should().Be("too-many");
        (await world.EntriesAsync("RecomputeHealth", "ALLOWED", admin)).Should().Be(1);
    }

    private async Task<World> LaterAsync(TimeSpan span)
    {
        await database.SetClockAsync(TestTemplate.DemoAnchor + span);
        return new World(database, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor + span)));
    }

    private async Task<string?> DigestAsync() => await database.ValueAsync<string>(
        """
        select md5(string_agg(x, '|' order by x)) from (
            select (to_jsonb(h) - 'flags' - 'computed_at' - 'run_id')::text as x from client_success.health_snapshot h
            union all select (to_jsonb(u) - 'rolled_at')::text from client_success.usage_day u where u.day > '2026-03-20'
            union all select to_jsonb(f)::text from client_success.feature_day f where f.day > '2026-03-20'
            union all select to_jsonb(b)::text from client_success.benchmark b) d
        """);

    private Task<string?> TextAsync(string column, string name) => database.ValueAsync<string>(
        $"select {column} from client_success.health_snapshot h join client_success.client c using (organization_id) where c.name = $1 and h.day = $2", name, Day);

    private static JobFire Fire(int day) => new("client-night", TestTemplate.DemoAnchor.AddDays(day), "test");

    private static async Task FillAsync(string admin)
    {
        await TestTemplate.FillWithDemoAsync(admin);
        var app = new Npgsql.NpgsqlConnectionStringBuilder(await PostgresServer.AppAsync(new Npgsql.NpgsqlConnectionStringBuilder(admin).Database!)).ConnectionString;
        await using var night = World.Over(app, services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(TestTemplate.DemoAnchor)));
        var results = await night.GetRequiredService<ClientNight>().RunAllAsync(Fire(0), CancellationToken.None);
        if (!results.IsAllowed || results.Value.Any(r => r.State is not NightState.Completed))
            throw new InvalidOperationException($"The first night: {results.Refusal?.Code}.");
        await night.GetRequiredService<Ethico.Ops.Infrastructure.Persistence.OpsDataSources>().DisposeAsync();
    }
}
