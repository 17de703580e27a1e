using System.Diagnostics;
using System.Globalization;
using Ethico.Ops.Bench.Database;
using Ethico.Ops.Bench.Harness;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;
using Npgsql;

namespace Ethico.Ops.Bench.Isolation;

/// <summary>
/// P12: every statement the workspace's stores send, under the door's role with row security, against the same statement under the
/// owner of everything with the tenant as a plain condition (<see cref="BareSchema"/>). Executions alternate one by one on two open
/// connections; rows and plans are compared.
/// </summary>
internal static class IsolationBench
{
    private const int Executions = 40;

    public static async Task<IReadOnlyList<Figure>> RunAsync(RunOptions options, CancellationToken ct)
    {
        var database = await Ds3.EnsureAsync(options);
        List<Line> lines = [];
        // The largest, and one of the many small ones, of which the planner knows nothing in particular.
        foreach (var (size, number) in ((string, int)[])[("large", 0), ("small", options.Of(40_000))])
            lines.AddRange(await TenantAsync(database, size, number, options, ct));

        var pooled = new Pairs(
            [.. Enumerable.Range(0, options.Pairs).Select(i => lines.Sum(line => line.Pairs.Baseline[i]))],
            [.. Enumerable.Range(0, options.Pairs).Select(i => lines.Sum(line => line.Pairs.Ours[i]))]);
        var worst = lines.MaxBy(line => line.Pairs.Ratio)!;
        var changed = lines.Count(line => line.PlanChange is not null);
        return
        [
            Figure.Of(
                "P12a",
                string.Create(CultureInfo.InvariantCulture, $"tenant isolation: sum of the p95s of {lines.Count} statements ÷ the same as owner"),
                1.25,
                1.05,
                pooled,
                string.Create(CultureInfo.InvariantCulture, $"owner {pooled.BaselineMedian:F1} ms, door {pooled.OursMedian:F1} ms; median of the statements' ratios {new Sample(lines.Select(l => l.Pairs.Ratio)).Median:F2}")),
            Figure.Of("P12b", $"tenant isolation: the worst statement ({worst.Name})", 1.25, 1.05, worst.Pairs, string.Create(CultureInfo.InvariantCulture, $"p95 owner {worst.Pairs.BaselineMedian:F2} ms, door {worst.Pairs.OursMedian:F2} ms")),
            new Figure("P12c", "statements that read a table whole under the door and by index as owner", 0, 0, changed, string.Join("; ", lines.Select(l => l.PlanChange).OfType<string>().DefaultIfEmpty("none"))) { Format = "F0" },
        ];
    }

    private static async Task<IReadOnlyList<Line>> TenantAsync(string database, string size, int number, RunOptions options, CancellationToken ct)
    {
        var capture = new CommandCapture();
        await using var portal = await Portal.OnAsync(database, capture);
        var who = (await portal.OperatorsAsync(Role.SupportTier2, 1))[0];
        var tenant = new OrganizationId(await Sql.ValueAsync<Guid>(portal.Admin, "select id from bench.tenant where t = $1", (long)number));
        var session = await portal.Get<ImpersonationService>().StartAsync(who, new(tenant, ReasonCategory.Other, "Measured by a benchmark", null, 60, null), ct);
        var key = new TenantKey(who, session.Value.Id);
        capture.Take();
        var acts = await WorkspaceActs.CaptureAsync(portal, capture, key, number, ct);
        await BareSchema.MakeAsync(portal.Admin, tenant.Value);

        await using var owner = new NpgsqlConnection(portal.Admin);
        await using var door = new NpgsqlConnection(await BenchServer.AppAsync(database));
        await owner.OpenAsync(ct);
        await door.OpenAsync(ct);
        List<Line> lines = [];
        foreach (var (name, opening, statement) in acts)
        {
            var line = await MeasureAsync($"{name}, {size} tenant", owner, door, opening, statement, options.Pairs, ct);
            Console.WriteLine(line.Shown);
            lines.Add(line);
        }

        return lines;
    }

    private static async Task<Line> MeasureAsync(
        string name, NpgsqlConnection owner, NpgsqlConnection door, IReadOnlyList<Statement> opening, Statement statement, int pairs, CancellationToken ct)
    {
        var bare = statement with { Text = BareSchema.Rewrite(statement.Text) };
        await using var ownerWork = await owner.BeginTransactionAsync(ct);
        await using var doorWork = await door.BeginTransactionAsync(ct);
        foreach (var each in opening)
        {
            await using var command = each.On(door);
            await command.ExecuteNonQueryAsync(ct);
        }

        var expected = await RowsAsync(bare, owner, ct);
        if (!expected.SequenceEqual(await RowsAsync(statement, door, ct), StringComparer.Ordinal))
            throw new InvalidOperationException($"{name}: the door answers other rows than the owner.");
        var change = PlanShape.Compare(await PlanShape.OfAsync(bare, owner, ct), await PlanShape.OfAsync(statement, door, ct));

        List<double> baselines = [], ours = [];
        for (var pair = 0; pair <= pairs; pair++)
        {
            List<double> b = [], o = [];
            for (var i = 0; i < Executions; i++)
            {
                b.Add(await TimeAsync(bare, owner, expected.Count, ct));
                o.Add(await TimeAsync(statement, door, expected.Count, ct));
            }

            if (pair == 0)
                continue;
            baselines.Add(new Sample(b).P95);
            ours.Add(new Sample(o).P95);
        }

        await ownerWork.RollbackAsync(ct);
        await doorWork.RollbackAsync(ct);
        return new Line(name, new Pairs(baselines, ours), change is null ? null : $"{name}: {change}");
    }

    private static async Task<double> TimeAsync(Statement statement, NpgsqlConnection connection, int expected, CancellationToken ct)
    {
        await using var command = statement.On(connection);
        var begun = Stopwatch.GetTimestamp();
        var rows = 0;
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
                rows++;
        }

        var taken = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return rows == expected ? taken : throw new InvalidOperationException($"{rows} rows and not {expected}.");
    }

    /// <summary>The first column of each row: what tells rows apart; later ones hold ages, which move with the clock.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(Statement statement, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = statement.On(connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        List<string> rows = [];
        while (await reader.ReadAsync(ct))
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"{reader.GetValue(0)}"));
        return rows;
    }

    private sealed record Line(string Name, Pairs Pairs, string? PlanChange)
    {
        public string Shown => string.Create(
            CultureInfo.InvariantCulture,
            $"  {Name}: owner p95 {Pairs.BaselineMedian:F2} ms, door p95 {Pairs.OursMedian:F2} ms, ratio {Pairs.Ratio:F2}, spread {Pairs.Spread:F2}{(PlanChange is null ? "" : " PLAN")}");
    }
}
