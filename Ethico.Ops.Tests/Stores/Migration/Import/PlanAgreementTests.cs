using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>The statement that decides a million rows says of each combination what the rule over one row says.</summary>
public class PlanAgreementTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(ExistingPolicy.Skip)]
    [InlineData(ExistingPolicy.Update)]
    public async Task MIG_17_Statement_and_rule_decide_every_combination_alike(ExistingPolicy policy)
    {
        await using var world = new World(database);
        PlanFacts[] rows =
        [
            .. from reach in Both from edited in Both from differs in Both from ready in Both
               select new PlanFacts { IsKnown = true, IsWithinReach = reach, IsEdited = edited, Differs = differs, IsReady = ready, Existing = policy },
            .. from taken in Both from ready in Both select new PlanFacts { IsReferenceTaken = taken, IsReady = ready, Existing = policy },
        ];
        var (first, office) = await BulkRun.MakeAsync(world, rows.Count(r => r.IsKnown));
        await first.PlanAsync();
        await first.ImportAsync();

        var run = await first.CopyAsync(world, new MigrationMapping { Source = "NAVEX EthicsPoint", Existing = policy });
        await BulkRun.FillAsync(run, office, 4, from: 17);
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, reference) = (rows[i], $"K-{i + 1:00000}");
            if (!row.IsReady)
                await database.ExecuteAsync("update migration.staged_rows set state = 'SKIPPED', skip_code = 'BY_PERSON' where run_id = $1 and row_number = $2", run.Run.Value, i + 1);
            if (row is { IsEdited: true, IsKnown: true })
                await database.ExecuteAsync("update platform.cases set severity = 'CRITICAL' where organization_id = $1 and reference_number = $2", run.Tenant.Value, reference);
            if (row.IsKnown)
            {
                var staged = row.Differs ? "HIGH" : row.IsEdited ? "CRITICAL" : "LOW";
                await database.ExecuteAsync("update migration.staged_rows set severity = $3 where run_id = $1 and row_number = $2", run.Run.Value, i + 1, staged);
            }

            if (!row.IsWithinReach)
                await database.ExecuteAsync("update platform.cases set locked_at = now() where organization_id = $1 and reference_number = $2", run.Tenant.Value, reference);
            if (row.IsReferenceTaken)
            {
                await database.ExecuteAsync(
                    "insert into platform.cases (organization_id, id, reference_number, status, category_id, opened_at, queue_id) values ($1, gen_random_uuid(), $2, 'OPEN', $3, now(), $4)",
                    run.Tenant.Value, reference, office.Categories["Theft"], office.Queue);
            }
        }

        await run.PlanAsync();

        var planned = await database.ValueAsync<string[]>(
            "select array_agg(action || coalesce(' ' || conflict, '') order by row_number) from migration.plan_rows where run_id = $1", run.Run.Value);
        planned.Should().Equal(rows.Select(PlanRules.Decide).Select(d => d.Action.Stored() + (d.Conflict is { } c ? $" C{(int)c}" : "")));
    }

    private static bool[] Both => [false, true];
}
