using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Npgsql;
using Xunit;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>The second person's word before an import, as somebody would get around it: through the use cases and the database.</summary>
public sealed class ImportApprovalTests(TestDatabase database) : IClassFixture<TestDatabase>, IAsyncDisposable
{
    private const string Why = "Twelve thousand cases, please look at the merges";
    private readonly World world = new(database);

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Above_the_threshold_an_import_starts_only_after_another_person_has_approved_exactly_its_preview()
    {
        var (asking, run, head) = await PreviewedAsync();
        var approving = await RunDesk.OpenAsync(world, tenant: asking.Tenant, name: "Freya Nordahl");
        var specialist = await RunDesk.OpenAsync(world, Role.ImplementationSpecialist, tenant: asking.Tenant);
        var (approvals, imports) = (world.Get<MigrationImportApprovals>(), world.Get<MigrationImports>());
        var digest = head.PlanDigest!;
        Task<Outcome<RunHead>> StartAsync() => imports.StartAsync(asking.Key, run, head.TenantName, default);

        (await StartAsync()).Refusal!.Code.Should().Be("import-unapproved");
        (await approvals.ApproveAsync(approving.Key, run, digest, default)).Refusal!.Code.Should().Be("no-request");
        (await approvals.RequestAsync(asking.Key, run, "too short", digest, default)).Refusal!.Code.Should().Be("reason");
        (await approvals.RequestAsync(asking.Key, run, Why, new string('0', 64), default)).Refusal!.Code.Should().Be("plan-changed");
        (await approvals.RequestAsync(specialist.Key, run, Why, digest, default)).Refusal!.Code.Should().Be("held");
        (await approvals.RequestAsync(asking.Key, run, Why, digest, default)).Value.ImportRequest.Should().BeEquivalentTo(new { By = asking.Key.Caller.Id, Reason = Why, Digest = digest });

        (await StartAsync()).Refusal!.Code.Should().Be("import-unapproved");
        (await approvals.ApproveAsync(asking.Key, run, digest, default)).Refusal!.Code.Should().Be("own-request");
        (await approvals.DeclineAsync(asking.Key, run, "Better not, I think now", default)).Refusal!.Code.Should().Be("own-request");
        (await approvals.ApproveAsync(specialist.Key, run, digest, default)).Refusal.Should().Be(MigrationRefusals.NotYours);
        (await approvals.ApproveAsync(approving.Key, run, new string('0', 64), default)).Refusal!.Code.Should().Be("plan-changed");
        await PlanAsync(run, "another");
        (await approvals.ApproveAsync(approving.Key, run, digest, default)).Refusal!.Code.Should().Be("plan-changed");
        await PlanAsync(run, "plan");

        var approved = (await approvals.ApproveAsync(approving.Key, run, digest, default)).Value;
        (approved.State, approved.IsImportApproved, approved.ImportRequest!.ApprovedByName).Should().Be((RunState.Previewed, true, "Freya Nordahl"));
        (await approvals.ApproveAsync(approving.Key, run, digest, default)).Refusal!.Code.Should().Be("approved");
        (await approvals.RequestAsync(asking.Key, run, Why, digest, default)).Refusal!.Code.Should().Be("no-approval-needed");

        // Made anew with another content: void, whoever approved the one before.
        await PlanAsync(run, "another");
        (await StartAsync()).Refusal!.Code.Should().Be("import-unapproved");
        await PlanAsync(run, "plan");
        (await StartAsync()).Value.State.Should().Be(RunState.ImportQueued);

        (await asking.EntriesAsync(AuditAction.RequestMigrationImport)).Should().Be(1);
        (await asking.EntriesAsync(AuditAction.ApproveMigrationImport)).Should().Be(1);
        (await database.ValueAsync<string>(
            "select detail::jsonb ->> 'digest' from access.audit_entry where action = 'ApproveMigrationImport' and outcome = 'ALLOWED' and entity_id = $1", run.ToString())).Should().Be(digest);
    }

    [Fact]
    public async Task A_request_is_withdrawn_by_who_asked_declined_by_who_may_approve_and_lapses_after_a_day()
    {
        await using var own = await TestDatabase.CreateAsync();
        await using var there = new World(own);
        var now = new DateTimeOffset(2026, 3, 1, 10, 0, 0, TimeSpan.Zero);
        await own.SetClockAsync(now);
        var (asking, run, head) = await PreviewedAsync(there);
        var approving = await RunDesk.OpenAsync(there, tenant: asking.Tenant);
        var approvals = there.Get<MigrationImportApprovals>();
        Task<Outcome<RunHead>> AskAsync() => approvals.RequestAsync(asking.Key, run, Why, head.PlanDigest!, default);

        await AskAsync();
        (await approvals.WithdrawAsync(approving.Key, run, "Not mine to take back", default)).Refusal!.Code.Should().Be("not-your-request");
        (await approvals.WithdrawAsync(asking.Key, run, "I found another mistake", default)).Value.ImportRequest.Should().BeNull();
        await AskAsync();
        (await approvals.DeclineAsync(approving.Key, run, "Too many merges in it", default)).Value.ImportRequest.Should().BeNull();

        await AskAsync();
        await own.SetClockAsync(now + RunRules.ApprovalSpan - TimeSpan.FromMilliseconds(1));
        var later = await RunDesk.OpenAsync(there, tenant: asking.Tenant);
        await own.SetClockAsync(now + RunRules.ApprovalSpan);
        (await approvals.ApproveAsync(later.Key, run, head.PlanDigest!, default)).Refusal!.Code.Should().Be("request-lapsed");
        await own.SetClockAsync(now + RunRules.ApprovalSpan - TimeSpan.FromMilliseconds(1));
        (await approvals.ApproveAsync(later.Key, run, head.PlanDigest!, default)).Value.IsImportApproved.Should().BeTrue();
        (await approvals.DeclineAsync(later.Key, run, "Second thoughts about it", default)).Value.IsImportApproved.Should().BeFalse();
    }

    [Fact]
    public async Task The_database_takes_no_approval_by_who_asked_and_none_of_nothing()
    {
        var (asking, run, head) = await PreviewedAsync();
        await world.Get<MigrationImportApprovals>().RequestAsync(asking.Key, run, Why, head.PlanDigest!, default);

        var own = () => database.ExecuteAsync("update migration.runs set import_approved_by = import_requested_by, import_approved_at = now() where id = $1", run.Value);
        (await own.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("run_import_by_another");
        var nothing = () => database.ExecuteAsync(
            "update migration.runs set import_requested_by = null, import_requested_at = null, import_request_reason = null, import_request_digest = null, import_approved_by = created_by, import_approved_at = now() where id = $1", run.Value);
        (await nothing.Should().ThrowAsync<PostgresException>()).Which.ConstraintName.Should().Be("run_import_approval_whole");
    }

    private Task PlanAsync(RunId run, string plan) => database.ExecuteAsync("update migration.runs set plan_digest = sha256($2::bytea) where id = $1", run.Value, plan);

    private Task<(RunDesk Desk, RunId Run, RunHead Head)> PreviewedAsync() => PreviewedAsync(world);

    private static async Task<(RunDesk Desk, RunId Run, RunHead Head)> PreviewedAsync(World at)
    {
        var desk = await RunDesk.OpenAsync(at, writes: true);
        var run = await desk.InStateAsync(RunState.Previewed, "plan_create = 10001, plan_digest = sha256('plan')");
        return (desk, run, (await at.Get<MigrationRuns>().HeadAsync(desk.Key.Caller, run, default)).Value);
    }
}
