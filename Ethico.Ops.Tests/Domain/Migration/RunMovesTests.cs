using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Migration;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Migration;

public sealed class RunMovesTests
{
    // The table of migration.md 3, written a second time as pairs of states. A state beside itself: an act that stays.
    private const string Table =
        """
        UPLOADING: UPLOADED ABANDONED
        UPLOADED: DETECTING UPLOADING ABANDONED
        DETECTING: DETECTED UPLOADED UPLOADING ABANDONED
        DETECTED: MAPPING UPLOADING ABANDONED
        MAPPING: MAPPING VALIDATING UPLOADING DETECTED ABANDONED
        VALIDATING: VALIDATED MAPPING UPLOADING DETECTED ABANDONED
        VALIDATED: VALIDATED VALIDATING PREVIEWING UPLOADING DETECTED MAPPING ABANDONED
        PREVIEWING: PREVIEWED VALIDATED IMPORT_STOPPED UPLOADING DETECTED MAPPING ABANDONED
        PREVIEWED: PREVIEWED IMPORT_QUEUED UPLOADING DETECTED MAPPING VALIDATED ABANDONED
        IMPORT_QUEUED: IMPORTING IMPORT_STOPPED PREVIEWED
        IMPORTING: IMPORTING IMPORT_PAUSED IMPORT_STOPPED IMPORTED
        IMPORT_PAUSED: IMPORT_QUEUED IMPORT_STOPPED IMPORTED
        IMPORT_STOPPED: IMPORT_QUEUED PREVIEWING IMPORTED ROLLBACK_REQUESTED ROLLING_BACK
        IMPORTED: VERIFIED ROLLBACK_REQUESTED ROLLING_BACK
        VERIFIED: VERIFIED ROLLBACK_REQUESTED ROLLING_BACK
        ROLLBACK_REQUESTED: ROLLING_BACK IMPORTED VERIFIED PARTLY_ROLLED_BACK IMPORT_STOPPED
        ROLLING_BACK: ROLLING_BACK ROLLED_BACK PARTLY_ROLLED_BACK
        ROLLED_BACK:
        PARTLY_ROLLED_BACK: ROLLBACK_REQUESTED ROLLING_BACK
        ABANDONED:
        """;

    // What may differ between two tries of the same act in the same state.
    private static readonly RunFacts[] Situations =
    [
        new(),
        new() { LacksImportApproval = true },
        new() { NeedsSecondPerson = true },
        new() { KeptSome = true },
        new() { CameFrom = RunState.ImportStopped },
        new() { CameFrom = RunState.Verified },
        new() { CameFrom = RunState.PartlyRolledBack },
    ];

    [Fact]
    public void MIG_2_Every_pair_of_states_is_as_the_table_says_and_all_others_are_refused_in_words()
    {
        var lines = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(l => l.Split(':')).ToList();
        lines.Select(l => RunCodes.Read<RunState>(l[0])).Should().BeEquivalentTo(Enum.GetValues<RunState>());

        foreach (var line in lines)
        {
            var from = RunCodes.Read<RunState>(line[0]);
            var allowed = line[1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(RunCodes.Read<RunState>);
            var found = Enum.GetValues<RunAct>().SelectMany(act => Situations.Select(facts => RunMoves.Decide(from, act, facts)))
                .Where(o => o.IsAllowed).Select(o => o.Value).Distinct();

            found.Should().BeEquivalentTo(allowed, $"that is what {from} may become");
        }
    }

    [Fact]
    public void MIG_2_A_refusal_says_what_the_run_is_doing()
    {
        foreach (var state in Enum.GetValues<RunState>())
        {
            foreach (var act in Enum.GetValues<RunAct>())
            {
                if (RunMoves.Decide(state, act, new()) is { IsAllowed: false, Refusal: { Code: "not-now" } refusal })
                    refusal.Sentence.Should().Contain(state.Words());
            }
        }
    }

    public static TheoryData<RunState, RunAct, RunFacts, string> Gates => new()
    {
        { RunState.Uploading, RunAct.StoreFile, new() { FilesOpen = 1 }, "files-open" },
        { RunState.Uploading, RunAct.StoreFile, new() { FilesTotal = 0 }, "files-open" },
        { RunState.Mapping, RunAct.ConfirmMapping, new() { ColumnsUndecided = 1 }, "columns-open" },
        { RunState.Mapping, RunAct.ConfirmMapping, new() { TargetsMissing = 1 }, "targets-missing" },
        { RunState.Mapping, RunAct.ConfirmMapping, new() { DatesUnconfirmed = 1 }, "dates-open" },
        { RunState.Mapping, RunAct.ConfirmMapping, new() { LeadsUndecided = 1 }, "queue-missing" },
        { RunState.Validated, RunAct.Preview, new() { ErrorsOpen = 1 }, "errors-open" },
        { RunState.Validated, RunAct.Preview, new() { WarningsOpen = 1 }, "warnings-open" },
        { RunState.ImportStopped, RunAct.Preview, new() { ErrorsOpen = 1 }, "errors-open" },
        { RunState.Previewed, RunAct.StartImport, new() { ConflictsUndecided = 1 }, "conflicts-open" },
        { RunState.Previewed, RunAct.StartImport, new() { LacksImportApproval = true }, "import-unapproved" },
        { RunState.Previewed, RunAct.RequestImport, new(), "no-approval-needed" },
        { RunState.Previewed, RunAct.RequestImport, new() { LacksImportApproval = true, ConflictsUndecided = 1 }, "conflicts-open" },
        { RunState.ImportStopped, RunAct.ResumeImport, new() { StoppedFor = StopCause.Drift }, "drifted" },
        { RunState.ImportQueued, RunAct.WithdrawImport, new() { RowsWritten = 1 }, "rows-written" },
        { RunState.Previewed, RunAct.ReopenMapping, new() { RowsWritten = 1 }, "rows-written" },
        { RunState.Previewed, RunAct.Abandon, new() { RowsWritten = 1 }, "rows-written" },
        { RunState.Imported, RunAct.RollBack, new() { NeedsSecondPerson = true }, "second-person" },
        { RunState.Imported, RunAct.RollBack, new() { IsWindowOpen = false }, "window-over" },
        { RunState.Imported, RunAct.RequestRollback, new() { IsWindowOpen = false, NeedsSecondPerson = true }, "window-over" },
        { RunState.Imported, RunAct.RequestRollback, new(), "one-person" },
        { RunState.RollbackRequested, RunAct.ApproveRollback, new() { IsWindowOpen = false }, "window-over" },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public void MIG_12_A_gate_is_shut_while_its_fact_is_open(RunState state, RunAct act, RunFacts facts, string code) =>
        RunMoves.Decide(state, act, facts).Refusal!.Code.Should().Be(code);

    [Fact]
    public void A_failed_preview_and_a_declined_rollback_go_back_to_where_they_came_from()
    {
        RunMoves.Decide(RunState.Previewing, RunAct.PreviewFailed, new() { CameFrom = RunState.ImportStopped }).Value.Should().Be(RunState.ImportStopped);
        RunMoves.Decide(RunState.Previewing, RunAct.PreviewFailed, new() { CameFrom = RunState.Validated }).Value.Should().Be(RunState.Validated);
        RunMoves.Decide(RunState.RollbackRequested, RunAct.LapseRollback, new() { CameFrom = RunState.Verified }).Value.Should().Be(RunState.Verified);
    }

    [Fact]
    public void Every_act_has_its_rule_and_a_persons_act_its_permission()
    {
        foreach (var act in Enum.GetValues<RunAct>())
        {
            var rule = act.Rule();
            (rule.By is ActBy.Person).Should().Be(rule.Permission is not null, act.ToString());
            rule.NeedsWrite.Should().Be(rule.Gives is GrantPurpose.Import or GrantPurpose.Rollback, act.ToString());
        }

        Enum.GetValues<RunAct>().Select(a => a.Rule().Action).Should().Contain(
            [AuditAction.StartMigrationImport, AuditAction.RollBackMigration, AuditAction.ReopenMigrationStep, AuditAction.AbandonMigrationRun]);
    }

    [Theory]
    [InlineData("MIG-2026-00017", "MIG-2026-00017")]
    [InlineData("  mig-2026-00017 ", "MIG-2026-00017")]
    [InlineData("MIG-2026-17", null)]
    [InlineData("MIG-2026-00017x", null)]
    [InlineData(null, null)]
    public void A_reference_is_read_as_people_type_it(string? typed, string? text) => RunReference.Parse(typed)?.Text.Should().Be(text);
}
