using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Support;
using Figure = Ethico.Ops.Bench.Harness.Figure;

namespace Ethico.Ops.Bench.Audit;

/// <summary>
/// P22: what the trail costs a writer. (a) the same change inside a tenant with and without its entry, eight operators in eight tenants;
/// (b) entries a second into eight streams, through the chain and into a table that is equal but for the chain.
/// </summary>
internal static class AppendBench
{
    private const int Clients = 8;

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var database = await Dataset.EnsureAsync("p22", options with { Scale = 1 }, FillAsync);
        return [await ChangesAsync(database, options, ct), await AppendsAsync(database, options, ct)];
    }

    private static async Task<Figure> AppendsAsync(string database, RunOptions options, CancellationToken ct)
    {
        var admin = await BenchServer.AdminAsync(database);
        IReadOnlyList<IReadOnlyList<string>> Scripts(string table) =>
            [.. Enumerable.Range(1, Clients).Select(client => (string[])[Append(table, client)])];

        List<double> all = [];
        async Task<double> RateAsync(string table, CancellationToken token)
        {
            var before = await Sql.ValueAsync<long>(admin, $"select count(*) from {table}");
            var sample = await Pgbench.RunAsync(admin, Scripts(table), options.Seconds, token);
            var came = await Sql.ValueAsync<long>(admin, $"select count(*) from {table}") - before;
            if (came < sample.Count)
                throw new InvalidOperationException($"{sample.Count} appends, {came} entries.");
            all.Add(came);
            return (double)sample.Count / options.Seconds;
        }

        var pairs = await Pairs.MeasureAsync(
            "appends/s", options.Pairs, token => RateAsync("bench.plain_entry", token), token => RateAsync("access.audit_entry", token), ct);
        var broken = await Sql.ValueAsync<long>(
            admin,
            """
            select count(*) from access.audit_entry e
            left join access.audit_entry p on p.stream = e.stream and p.sequence = e.sequence - 1
            where e.stream like 'actor:bench%' and (e.previous_hash <> coalesce(p.hash, decode(repeat('00', 32), 'hex'))
                or e.hash <> sha256(e.previous_hash || access.canon_entry(e)))
            """);
        if (broken > 0)
            throw new InvalidOperationException($"{broken} entries do not follow the one before.");
        await Sql.ExecuteAsync(admin, "truncate bench.plain_entry");
        return Figure.Of(
            "P22b",
            "chained appends/s ÷ plain appends/s, 8 clients",
            0.25,
            0.55,
            pairs,
            string.Create(CultureInfo.InvariantCulture, $"plain {pairs.BaselineMedian:F0}/s, chained {pairs.OursMedian:F0}/s, each commit on disk")) with { MoreIsBetter = true };
    }

    private static string Append(string table, int client) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        insert into {{table}} (id, stream, actor_kind, actor_id, role, session_id, organization_id, action, entity_type, entity_id, detail, outcome,
            reason, ticket, ip, user_agent, correlation_id)
        values (gen_random_uuid(), 'actor' || chr(58) || 'bench{{client}}', 'OPERATOR', '01900000-0000-7000-8000-00000000000{{client}}', 'SUPPORT_TIER_2',
            '01900000-0000-7000-8000-00000000001{{client}}', '01900000-0000-7000-8000-00000000002{{client}}', 'ViewCase', 'Case',
            '01900000-0000-7000-8000-00000000003{{client}}', '{"page": "first", "size": 25}', 'ALLOWED', null, 'SUP-1234', '10.0.0.7',
            'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36', '0123456789abcdef0123456789abcdef');

        """);

    private static async Task<Figure> ChangesAsync(string database, RunOptions options, CancellationToken ct)
    {
        var (with, without) = await CaptureAsync(database, ct);

        // Without its entry no change commits: the baseline's database is a copy in which nothing demands one.
        var bare = database + "_bare";
        var maintenance = await BenchServer.AdminAsync("postgres");
        Npgsql.NpgsqlConnection.ClearAllPools();
        await Sql.ExecuteAsync(maintenance, $"drop database if exists {bare} with (force)");
        await Sql.ExecuteAsync(maintenance, $"create database {bare} template {database}");
        await Sql.ExecuteAsync(await BenchServer.AdminAsync(bare), "drop trigger session_entry_due on access.session");

        List<Sample> raw = [], ours = [];
        var pairs = await Pairs.MeasureAsync(
            "change ms (median)",
            options.Pairs,
            token => MedianAsync(bare, without, raw, entries: false, options.Seconds, token),
            token => MedianAsync(database, with, ours, entries: true, options.Seconds, token),
            ct);
        await Sql.ExecuteAsync(maintenance, $"drop database if exists {bare} with (force)");
        return Figure.Of(
            "P22a",
            "a change inside a tenant with its entry ÷ without, 8 clients",
            1.6,
            1.2,
            pairs,
            string.Create(
                CultureInfo.InvariantCulture,
                $"median without {pairs.BaselineMedian:F2} ms, with {pairs.OursMedian:F2} ms; p95 {new Sample(raw.Skip(1).Select(s => s.P95)).Median:F2} and {new Sample(ours.Skip(1).Select(s => s.P95)).Median:F2} ms"));
    }

    private static async Task<(IReadOnlyList<IReadOnlyList<string>> With, IReadOnlyList<IReadOnlyList<string>> Without)> CaptureAsync(string database, CancellationToken ct)
    {
        var capture = new CommandCapture();
        await using var portal = await Portal.OnAsync(database, capture);
        var operators = await portal.OperatorsAsync(Role.SupportTier2, Clients);
        var tenants = await Sql.ValuesAsync<Guid>(portal.Admin, "select id from platform.organizations order by id");
        List<IReadOnlyList<string>> with = [], without = [];
        for (var i = 0; i < Clients; i++)
        {
            var sessions = portal.Get<ImpersonationService>();
            var session = (await sessions.StartAsync(operators[i], new(new(tenants[i]), ReasonCategory.Other, "Measured by a benchmark", null, 60, null), ct)).Value;
            await sessions.StepUpAsync(operators[i], session.Id, "Measured by a benchmark", ct);
            var key = new TenantKey(operators[i], session.Id);
            var now = (await portal.Get<TenantSettings>().ListAsync(key, ct)).Value.Single(s => string.Equals(s.Key, "intake.max_attachments", StringComparison.Ordinal));
            capture.Take();
            var changed = await portal.Get<TenantSettings>().ChangeAsync(key, new SettingChange("intake.max_attachments", string.Equals(now.Tenant, "7", StringComparison.Ordinal) ? "8" : "7", now.TenantVersion), ct);
            if (!changed.IsAllowed)
                throw new InvalidOperationException($"Change {i} over version {now.TenantVersion} was refused: {changed.Refusal.Code}.");
            var sent = capture.Take();
            with.Add([AsScript(sent)]);
            without.Add([AsScript([.. sent.Where(s => !s.Text.Contains("access.record_change", StringComparison.Ordinal))])]);
        }

        return (with, without);
    }

    private static async Task<double> MedianAsync(
        string database, IReadOnlyList<IReadOnlyList<string>> scripts, List<Sample> all, bool entries, int seconds, CancellationToken ct)
    {
        var admin = await BenchServer.AdminAsync(database);
        const string count = "select count(*) from access.audit_entry where action = 'ChangeTenantSetting' and outcome = 'ALLOWED'";
        var before = await Sql.ValueAsync<long>(admin, count);
        var sample = await Pgbench.RunAsync(await BenchServer.AppAsync(database), scripts, seconds, ct);
        var came = await Sql.ValueAsync<long>(admin, count) - before;
        if (entries ? came < sample.Count : came != 0)
            throw new InvalidOperationException($"{sample.Count} changes left {came} entries.");
        all.Add(sample);
        return sample.Median;
    }

    // The version a change was over is the one thing that moves; asking only that there is one does the same work.
    private static string AsScript(IReadOnlyList<Statement> sent) =>
        "begin;\n"
        + string.Concat(sent.Select(s => (s.Text.StartsWith("set local role", StringComparison.Ordinal)
            ? "select set_config('role', 'ops_tenant', true), set_config('lock_timeout', '3000', true), set_config('statement_timeout', '10000', true)"
            : VersionIs().Replace(s.Literal.Trim(), "version >= 0")) + ";\n"))
        + "commit;\n";

    private static System.Text.RegularExpressions.Regex VersionIs() => new(@"version = \d+", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static async Task FillAsync(string admin)
    {
        await Sql.ExecuteAsync(
            admin,
            """
            insert into platform.plans (code, name) values ('STANDARD', 'Standard');
            insert into platform.organizations (id, name, search_name, status, status_at, plan, live_at)
            select md5('tenant' || n)::uuid, 'Tenant ' || n, 'tenant ' || n, 'ACTIVE', now(), 'STANDARD', now() from generate_series(1, 8) n;
            insert into platform.setting_definitions (key, value_type, default_value) values ('intake.max_attachments', 'INTEGER', '5');
            insert into platform.settings (organization_id, key, value, changed_by_kind) select id, 'intake.max_attachments', '6', 'CLIENT' from platform.organizations;

            create schema bench;
            create sequence bench.plain_sequence cache 100;
            create table bench.plain_entry (like access.audit_entry including all);
            alter table bench.plain_entry alter sequence set default nextval('bench.plain_sequence'), alter at set default now(),
                alter previous_hash set default decode(repeat('00', 32), 'hex'), alter hash set default decode(repeat('00', 32), 'hex');
            """);
    }
}
