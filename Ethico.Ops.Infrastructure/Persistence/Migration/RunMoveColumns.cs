using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The columns that belong to an act beside the state. An act that happens at the job door names only what that door may write.</summary>
internal static class RunMoveColumns
{
    public static void Add(SqlText update, RunTurn turn, OperatorId? who, RunMove move)
    {
        switch (turn.Act)
        {
            case RunAct.ConfirmMapping:
                update.Add($", mapping_version = {move.MappingVersion}, rows_checked = 0");
                break;
            case RunAct.Preview:
                update.Add($", came_from = {turn.Before.State.Stored()}");
                break;
            case RunAct.RequestImport:
                update.Add($", import_requested_by = {who?.Value}, import_requested_at = access.now(), import_request_reason = {move.ImportReason}, import_request_digest = decode({move.ImportDigest}, 'hex')");
                Unapprove(update);
                break;
            case RunAct.ApproveImport:
                update.Add($", import_approved_by = {who?.Value}, import_approved_at = access.now()");
                break;
            // What was approved is the plan with its conflicts decided as they were.
            case RunAct.DecideConflicts or RunAct.DeclineImport or RunAct.WithdrawImportRequest:
                update.Add($", import_requested_by = null, import_requested_at = null, import_request_reason = null, import_request_digest = null");
                Unapprove(update);
                break;
            case RunAct.StartImport:
                update.Add($", tenant_name_typed = {move.TypedTenantName}, import_started_at = access.now(), import_started_by = {who?.Value}, pause_asked = false, stop_asked = false");
                break;
            case RunAct.ResumeImport:
                update.Add($", import_started_by = {who?.Value}, pause_asked = false, stop_asked = false");
                break;
            case RunAct.PauseImport:
                update.Add($", pause_asked = true");
                break;
            case RunAct.CancelImport when turn.Next is RunState.Importing:
                update.Add($", stop_asked = true");
                break;
            case RunAct.CancelImport:
                update.Add($", stopped_for = {StopCause.Cancelled.Stored()}");
                break;
            case RunAct.ImportHeld or RunAct.StopImport:
                update.Add($", pause_asked = false, stop_asked = false");
                break;
            case RunAct.ImportDone:
                update.Add($", completed_at = access.now(), pause_asked = false, stop_asked = false");
                break;
            case RunAct.FinishHere:
                // Every source row is accounted for: what was not done counts as skipped.
                update.Add($", completed_at = access.now(), rows_skipped = greatest(rows_skipped, rows_total - rows_created - rows_updated - rows_merged - rows_failed)");
                break;
            case RunAct.SignOff:
                update.Add($", signed_off_at = coalesce(signed_off_at, access.now())");
                break;
            case RunAct.RequestRollback:
                update.Add($", came_from = {turn.Before.State.Stored()}, rollback_requested_by = {who?.Value}, rollback_requested_at = access.now(), rollback_approved_by = null");
                Rollback(update, move);
                break;
            case RunAct.RollBack:
                update.Add($", rolled_back_at = coalesce(rolled_back_at, access.now()), rollback_requested_by = null, rollback_approved_by = null");
                Rollback(update, move);
                break;
            case RunAct.ApproveRollback:
                update.Add($", rolled_back_at = coalesce(rolled_back_at, access.now()), rollback_approved_by = {who?.Value}");
                break;
            case RunAct.DeclineRollback or RunAct.WithdrawRollback or RunAct.LapseRollback:
                update.Add($", rollback_digest = null");
                break;
            case RunAct.RollbackDone when turn.Next is RunState.RolledBack:
            case RunAct.Abandon or RunAct.LapseRun:
                update.Add($", over_at = access.now()");
                break;
        }
    }

    private static void Unapprove(SqlText update) => update.Add($", import_approved_by = null, import_approved_at = null");

    private static void Rollback(SqlText update, RunMove move) =>
        update.Add($", rollback_reason = {move.RollbackReason}, rollback_digest = decode({move.RollbackDigest}, 'hex')");
}
