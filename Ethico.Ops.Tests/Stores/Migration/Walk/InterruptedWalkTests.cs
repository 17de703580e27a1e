using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Tests.Support;
using Ethico.Ops.Tests.Support.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>What people do while the worker writes: pauses, cancels, lost rights, second starters, changes behind the plan's back, rows that fail.</summary>
public sealed class InterruptedWalkTests : FaultGround
{
    [Fact]
    public async Task MIG_21_Paused_and_resumed_an_import_comes_to_the_same_sheet()
    {
        var walk = await PreviewedAsync("Client who pauses");
        await using var gate = await BatchGate.CloseAsync(database, 20);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        (await world.Get<MigrationImports>().PauseAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeTrue();
        await gate.OpenAsync();
        await work;

        (await walk.InAsync(RunState.ImportPaused)).Counts.Should().BeEquivalentTo(new { RowsDone = 30, RowsCreated = 30 }, "it ends the batch it was in and no more");
        (await world.Get<MigrationImports>().ResumeAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeTrue();
        await walk.WorkAsync();
        await walk.InAsync(RunState.Imported);
        (await walk.VerifyAsync()).Figures.Should().BeEquivalentTo(new { SourceRows = Rows, Created = Rows, Skipped = 0, IsBalanced = true });
    }

    [Fact]
    public async Task MIG_21_B17_Cancelled_and_finished_here_the_rest_counts_as_skipped_and_the_sheet_balances()
    {
        var walk = await PreviewedAsync("Client who cancels");
        var before = await TenantTables.DigestAsync(database, walk.Tenant);
        await using var gate = await BatchGate.CloseAsync(database, 40);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        (await world.Get<MigrationImports>().CancelAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeTrue();
        await gate.OpenAsync();
        await work;

        var stopped = await walk.InAsync(RunState.ImportStopped);
        (stopped.StoppedFor, stopped.Cause!.Sentence).Should().Be((StopCause.Cancelled, "Cancelled after 50 of 100 rows."));
        (await world.Get<MigrationImports>().FinishHereAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeTrue();
        (await walk.InAsync(RunState.Imported)).CompletedAt.Should().NotBeNull();
        var sheet = await walk.VerifyAsync();
        sheet.Figures.Should().BeEquivalentTo(new { SourceRows = Rows, Created = 50, Skipped = 50, LiveRecords = 50, IsBalanced = true });
        sheet.Figures.Reasons.Should().Equal(new Dictionary<string, int> { ["SKIP FINISHED_HERE"] = 50 });
        sheet.Figures.Rows.Should().ContainSingle().Which.Should().Be(KeyValuePair.Create("SKIP FINISHED_HERE", new SheetRows("51-100", 0)));
        (await world.Get<MigrationPlanViews>().ProgressAsync(walk.Key, walk.Run, default)).Value.Should().BeEquivalentTo(
            new { TotalRows = Rows, Done = Rows, Created = 50, Skipped = 50 }, "what is left out by finishing here is accounted for");
        await walk.RollBackAsync();
        (await TenantTables.DigestAsync(database, walk.Tenant)).Should().Be(before);
    }

    [Fact]
    public async Task MIG_28_B10_A_cancelled_import_is_rolled_back_without_being_finished()
    {
        var walk = await PreviewedAsync("Client who thinks again");
        var before = await TenantTables.DigestAsync(database, walk.Tenant);
        await using var gate = await BatchGate.CloseAsync(database, 40);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        (await world.Get<MigrationRollbackPlans>().PreviewAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeFalse("an import is running");
        _ = await world.Get<MigrationImports>().CancelAsync(walk.Key, walk.Run, default);
        await gate.OpenAsync();
        await work;
        await walk.InAsync(RunState.ImportStopped);

        await walk.RollBackAsync();
        (await TenantTables.DigestAsync(database, walk.Tenant)).Should().Be(before);
    }

    [Fact]
    public async Task B16_A_right_taken_in_the_middle_pauses_the_import_and_another_person_goes_on()
    {
        var walk = await PreviewedAsync("Client of a leaver");
        await using var gate = await BatchGate.CloseAsync(database, 20);
        await walk.StartImportAsync();
        var work = walk.WorkAsync();
        await gate.ReachedAsync(work);
        await database.ExecuteAsync("update access.operator set role = 'SUPPORT_TIER_2' where id = $1", walk.Key.Caller.Id.Value);
        await gate.OpenAsync();
        await work;

        var colleague = await world.OperatorAsync(Role.ImplementationManager, "Freya Nordahl");
        var head = (await world.Get<MigrationRuns>().HeadAsync(colleague, walk.Run, default)).Value;
        (head.State, head.Cause!.Code).Should().Be((RunState.ImportPaused, "right-lost"));
        head.Counts.RowsCreated.Should().BeInRange(20, 30);
        var session = await world.EnterAsync(colleague, walk.Tenant);
        var key = new TenantKey(colleague, session.Id);
        _ = (await world.Get<ImpersonationService>().StepUpAsync(colleague, session.Id, "Going on with the import", default)).Value;
        _ = (await world.Get<MigrationImports>().ResumeAsync(key, walk.Run, default)).Value;
        await walk.WorkAsync();
        (await world.Get<MigrationRuns>().HeadAsync(colleague, walk.Run, default)).Value.Should().BeEquivalentTo(new { State = RunState.Imported, Counts = new { RowsCreated = Rows } });
    }

    [Fact]
    public async Task B5_B6_MIG_20_Fifty_clicks_start_one_import_and_a_second_run_of_the_tenant_is_told_who_is_at_it()
    {
        var walk = await PreviewedAsync("Client of many clicks");
        var second = await RunWalk.EnterAsync(world, walk.Tenant);
        await ToPreviewedAsync(second);

        var clicks = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => world.Get<MigrationImports>().StartAsync(walk.Key, walk.Run, walk.Head.TenantName, default)));
        clicks.Count(c => c.IsAllowed).Should().Be(1);
        (await database.ValueAsync<long>("select count(*) from access.run_grant where run_id = $1 and purpose = 'IMPORT'", walk.Run.Value)).Should().Be(1);

        var refused = await world.Get<MigrationImports>().StartAsync(second.Key, second.Run, second.Head.TenantName, default);
        refused.IsAllowed.Should().BeFalse();
        refused.Refusal!.Sentence.Should().Contain(walk.Head.Reference.Text);
        await walk.WorkAsync();
        await walk.InAsync(RunState.Imported);
        (await world.Get<MigrationImports>().StartAsync(second.Key, second.Run, second.Head.TenantName, default)).IsAllowed.Should().BeTrue();
        await second.WorkAsync();
        // Its plan was to create what is there by now.
        (await second.InAsync(RunState.ImportStopped)).StoppedFor.Should().Be(StopCause.Drift);
        (await second.PreviewAsync()).Counts.Should().Be(new PlanCounts(0, 0, 0, Rows, 0));
    }

    [Fact]
    public async Task MIG_18_What_changes_after_the_preview_stops_the_worker_with_nothing_written_and_names_it()
    {
        var walk = await PreviewedAsync("Client who tidies up");
        await database.ExecuteAsync("update platform.categories set is_active = false where organization_id = $1 and name = 'Theft'", walk.Tenant.Value);
        var before = await TenantTables.DigestAsync(database, walk.Tenant);

        await walk.StartImportAsync();
        await walk.WorkAsync();

        (await walk.InAsync(RunState.ImportStopped)).StoppedFor.Should().Be(StopCause.Drift);
        (await TenantTables.DigestAsync(database, walk.Tenant)).Should().Be(before);
        (await world.Get<MigrationPlanViews>().DriftAsync(walk.Key, walk.Run, default)).Value.Should().NotBeEmpty().And.OnlyContain(d => d.Cause == "GONE");
        (await world.Get<MigrationImports>().ResumeAsync(walk.Key, walk.Run, default)).IsAllowed.Should().BeFalse("drift wants a new preview");
        await database.ExecuteAsync("update platform.categories set is_active = true where organization_id = $1", walk.Tenant.Value);
        (await walk.PreviewAsync()).Counts.Should().Be(new PlanCounts(Rows, 0, 0, 0, 0));
        await walk.ImportAsync();
    }

    [Fact]
    public async Task MIG_27_Each_failed_row_wants_a_note_of_its_own_or_one_that_was_meant_for_all_of_its_kind()
    {
        var walk = await PreviewedAsync("Client with three odd rows");
        await database.ExecuteAsync("alter table platform.cases add constraint no_sevens check (reference_number not in ('K-007', 'K-017', 'K-027')) not valid");
        await walk.ImportAsync();
        var sheets = world.Get<MigrationSheets>();
        var sheet = (await sheets.CountAsync(walk.Key, walk.Run, default)).Value;
        foreach (var sample in sheet.Samples)
            _ = (await sheets.JudgeAsync(walk.Key, walk.Run, sample.Position, matches: true, note: null, default)).Value;
        foreach (var subject in sheet.Figures.Lines.Where(l => l.Difference != 0).Select(l => l.Subject))
            _ = (await sheets.NoteAsync(walk.Key, walk.Run, subject, "Because of the failed rows", default)).Value;
        sheet = (await sheets.ReadAsync(walk.Key, walk.Run, default)).Value;
        sheet.Unexplained.Should().Equal("ROW 7", "ROW 17", "ROW 27");
        var reason = sheet.Figures.Reasons.Keys.Single(SheetFigures.IsFailure);
        SignOff sign = new(sheet.Digest, "All rows are accounted for");

        (await sheets.NoteAsync(walk.Key, walk.Run, reason, "One word for the kind alone", default)).IsAllowed.Should().BeFalse();
        _ = (await sheets.NoteAsync(walk.Key, walk.Run, "ROW 17", "The client types this one by hand", default)).Value;
        (await sheets.SignAsync(walk.Key, walk.Run, sign, default)).Refusal!.Sentence.Should().StartWith("2 failed rows");
        (await sheets.NoteRowsAsync(walk.Key, walk.Run, reason, new string('x', 2_001), default)).Refusal!.Code.Should().Be("note-long");
        (await sheets.NoteRowsAsync(walk.Key, walk.Run, reason, "Sevens are kept in the old system", default)).Value.Should().Be(2);

        (await sheets.ReadAsync(walk.Key, walk.Run, default)).Value.Notes.Should().Contain("ROW 17", "The client types this one by hand").And.Contain("ROW 7", "Sevens are kept in the old system");
        (await sheets.SignAsync(walk.Key, walk.Run, sign, default)).IsAllowed.Should().BeTrue();
    }
}
