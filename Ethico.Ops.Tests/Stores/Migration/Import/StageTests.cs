using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Engine;
using Ethico.Ops.Infrastructure.Jobs;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>The stages as the worker does them, between what people do.</summary>
public class StageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task MIG_27_From_preview_to_signature_and_back_as_people_and_worker_take_it()
    {
        await using var world = Composed();
        var (run, office) = await BulkRun.MakeAsync(world, 30);
        var key = await KeyAsync(world, run);
        await AddTakenReferenceAsync(run, office, "K-00003");
        await run.GrantAsync(GrantPurpose.Preview);
        await FreeAsync(run);
        await WorkAsync(world);
        (await StateAsync(run)).Should().Be("PREVIEWED");

        var plans = world.Get<MigrationPlanViews>();
        var view = (await plans.ReadAsync(key, run.Run, default)).Value;
        view.Counts.Should().Be(new PlanCounts(29, 0, 0, 0, 1));
        view.Creates.Should().Contain(new EntityCount("CASE", 29));
        (await plans.SampleAsync(key, run.Run, new PlanPick(), default)).Value.Rows.Should().HaveCount(10);
        view.ToQueue.Should().Be(29);
        (await plans.LinesAsync(key, run.Run, PlanAction.Conflict, null, 0, 50, default)).Value.Items.Should().ContainSingle().Which.Conflict.Should().Be(ConflictKind.ReferenceTaken);
        (await world.Get<MigrationConflicts>().DecideAsync(key, run.Run, ConflictKind.ReferenceTaken, ConflictDecision.TakeSource, null, default)).Refusal.Should().Be(ImportRefusals.DecisionDoesNotFit);
        (await world.Get<MigrationConflicts>().DecideAsync(key, run.Run, ConflictKind.ReferenceTaken, ConflictDecision.NewNumber, null, default)).Value.Should().Be(1);
        (await database.ValueAsync<int>("select conflicts_undecided from migration.runs where id = $1", run.Run.Value)).Should().Be(0);

        var name = await database.ValueAsync<string>("select name from platform.organizations where id = $1", run.Tenant.Value);
        (await world.Get<MigrationImports>().StartAsync(key, run.Run, name!, default)).Value.State.Should().Be(RunState.ImportQueued);
        await WorkAsync(world);
        (await StateAsync(run)).Should().Be("IMPORTED");
        (await database.ValueAsync<long>("select count(*) from platform.cases where migration_run_id = $1 and reference_number ~ '^C-[0-9]{4}-[0-9]{4}$'", run.Run.Value)).Should().Be(1);

        var sheets = world.Get<MigrationSheets>();
        var sheet = (await sheets.CountAsync(key, run.Run, default)).Value;
        sheet.Figures.IsBalanced.Should().BeTrue();
        sheet.Samples.Should().HaveCount(20);
        var sign = new SignOff(sheet.Digest, "All records are where they belong");
        (await sheets.SignAsync(key, run.Run, sign, default)).Refusal!.Code.Should().Be("unjudged");
        foreach (var sample in sheet.Samples)
            (await sheets.JudgeAsync(key, run.Run, sample.Position, matches: true, note: null, default)).IsAllowed.Should().BeTrue();
        var gone = await database.ValueAsync<Guid>("select id from platform.cases where migration_run_id = $1 and reference_number = 'K-00004'", run.Run.Value);
        await database.ExecuteAsync("update platform.cases set migration_run_id = gen_random_uuid(), status = 'NEW' where id = $1", gone);
        (await sheets.SignAsync(key, run.Run, sign, default)).Refusal.Should().Be(ImportRefusals.SheetChanged, "a figure moved behind the sheet's back");
        await database.ExecuteAsync("update platform.cases set migration_run_id = $2, status = 'OPEN' where id = $1", gone, run.Run.Value);
        (await sheets.SignAsync(key, run.Run, sign, default)).Value.State.Should().Be(RunState.Verified);
        var overwrite = () => database.ExecuteAsync("update migration.signoffs set statement = 'Something else entirely' where run_id = $1", run.Run.Value);
        (await overwrite.Should().ThrowAsync<Npgsql.PostgresException>()).Which.ConstraintName.Should().Be("signoffs_append_only");

        var preview = (await world.Get<MigrationRollbackPlans>().PreviewAsync(key, run.Run, default)).Value;
        preview.Should().BeEquivalentTo(new { Records = 30, Removes = 30, KeptEdited = 0, KeptBlocked = 0 });
        var reference = await database.ValueAsync<string>("select reference from migration.runs where id = $1", run.Run.Value);
        (await world.Get<MigrationRollbacks>().RollBackAsync(key, run.Run, reference!, "The client wants another mapping", preview.Digest, default)).IsAllowed.Should().BeTrue();
        await WorkAsync(world);
        (await StateAsync(run)).Should().Be("ROLLED_BACK");
        (await database.ValueAsync<long>("select count(*) from platform.cases where migration_run_id = $1", run.Run.Value)).Should().Be(0);
    }

    [Theory]
    [InlineData("pause_asked", "IMPORT_PAUSED")]
    [InlineData("stop_asked", "IMPORT_STOPPED")]
    public async Task MIG_21_Pause_and_cancel_take_effect_after_the_running_batch(string asked, string state)
    {
        await using var world = Composed(batchRows: 10);
        var (run, _) = await BulkRun.MakeAsync(world, 40);
        await run.PlanAsync();
        await run.GrantAsync(GrantPurpose.Import);
        await FreeAsync(run);
        await database.ExecuteAsync($"update migration.runs set state = 'IMPORT_QUEUED', {asked} = true where id = $1", run.Run.Value);

        await WorkAsync(world);

        (await StateAsync(run)).Should().Be(state);
        (await database.ValueAsync<int>("select rows_done from migration.runs where id = $1", run.Run.Value)).Should().Be(10);
        (await database.ValueAsync<bool>("select created + updated + merged + skipped + failed = next_position - 1 from migration.progress where run_id = $1", run.Run.Value)).Should().BeTrue();
    }

    [Fact]
    public async Task MIG_18_Drift_at_the_start_stops_the_run_and_says_what_to_do()
    {
        await using var world = Composed();
        var (run, _) = await BulkRun.MakeAsync(world, 10);
        await run.PlanAsync();
        await database.ExecuteAsync("update platform.categories set is_active = false where organization_id = $1", run.Tenant.Value);
        await run.GrantAsync(GrantPurpose.Import);
        await FreeAsync(run);
        await database.ExecuteAsync("update migration.runs set state = 'IMPORT_QUEUED' where id = $1", run.Run.Value);

        await WorkAsync(world);

        (await StateAsync(run)).Should().Be("IMPORT_STOPPED");
        (await database.ValueAsync<string>("select stopped_for || ' ' || cause_code from migration.runs where id = $1", run.Run.Value)).Should().Be("DRIFT drift");
        (await database.ValueAsync<long>("select count(*) from platform.cases where organization_id = $1", run.Tenant.Value)).Should().Be(0);
    }

    private World Composed(int batchRows = 5_000) => new(
        database, services => services.AddSingleton(new ImportOptions { BatchRows = batchRows }).AddSingleton<ISourceTotals, PlainTotals>());

    private static async Task WorkAsync(World world)
    {
        while (await world.Get<RunWorker>().WorkDueAsync(CancellationToken.None) > 0)
        {
            // Until nothing is due.
        }
    }

    private Task FreeAsync(StagedRun run) => database.ExecuteAsync("update migration.leases set worker = null where run_id = $1", run.Run.Value);

    private Task<string?> StateAsync(StagedRun run) => database.ValueAsync<string>("select state from migration.runs where id = $1", run.Run.Value);

    private static async Task<TenantKey> KeyAsync(World world, StagedRun run)
    {
        var session = await world.EnterAsync(run.By, run.Tenant);
        await world.Get<ImpersonationService>().StepUpAsync(run.By, session.Id, "Moves the old cases over now", CancellationToken.None);
        return new(run.By, session.Id);
    }

    private Task AddTakenReferenceAsync(StagedRun run, ClientOffice office, string reference) => database.ExecuteAsync(
        "insert into platform.cases (organization_id, id, reference_number, status, category_id, opened_at, queue_id) values ($1, gen_random_uuid(), $2, 'OPEN', $3, now(), $4)",
        run.Tenant.Value, reference, office.Categories["Theft"], office.Queue);

    /// <summary>Says of the source what the bulk rows are: these have no file.</summary>
    private sealed class PlainTotals : ISourceTotals
    {
        public Task<Outcome<SourceTotals>> CountAsync(OpsDbContext context, RunScope scope, IReadOnlySet<int> leftOut, CancellationToken ct)
        {
            var each = new Dictionary<string, int>(StringComparer.Ordinal) { ["OPEN"] = 30 - leftOut.Count };
            return Task.FromResult(Outcome.Of(new SourceTotals(
                30, each, new Dictionary<string, int>(StringComparer.Ordinal) { ["2023"] = 30 - leftOut.Count }, new Dictionary<string, int>(StringComparer.Ordinal) { ["Harassment"] = 30 - leftOut.Count })));
        }
    }
}
