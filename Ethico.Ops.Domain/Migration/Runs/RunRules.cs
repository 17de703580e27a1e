using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Spans and limits of migration.md 3 and 4, and the rules over a head that need no database.</summary>
public static class RunRules
{
    /// <summary>From completion; a rollback must start inside it.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(168);

    /// <summary>After so long the holder and the manager are reminded.</summary>
    public static readonly TimeSpan WindowReminder = TimeSpan.FromHours(120);

    public static readonly TimeSpan HoldSpan = TimeSpan.FromMinutes(2);

    /// <summary>How long a request waits for its second person.</summary>
    public static readonly TimeSpan ApprovalSpan = TimeSpan.FromHours(24);

    /// <summary>Without a person's act a run that has not reached its import is given up.</summary>
    public static readonly TimeSpan IdleMost = TimeSpan.FromDays(30);

    public static readonly TimeSpan KeptAfterwards = TimeSpan.FromDays(30);

    public static readonly TimeSpan StoppedTooLong = TimeSpan.FromDays(3);

    /// <summary>How many rows (created, updated, merged) one person may import, or roll back, alone; configurable.</summary>
    public const int OnePersonRows = 10_000;

    /// <summary>How long a key lives at most; it ends with what it was given for.</summary>
    public static TimeSpan GrantSpan(GrantPurpose purpose) => purpose switch
    {
        GrantPurpose.Import or GrantPurpose.Rollback => TimeSpan.FromDays(3),
        _ => TimeSpan.FromHours(24),
    };

    /// <summary>Null: this person may change the run now.</summary>
    public static Refusal? MayEdit(RunHead head, OperatorId who) =>
        head.Hold.Holder == who ? null : MigrationRefusals.Held(head.Hold);

    /// <summary>A lapsed hold is anybody's; a live one is taken with a reason.</summary>
    public static Refusal? MayTakeOver(RunHead head, OperatorId who, string? reason)
    {
        if (head.Hold.Holder == who)
            return MigrationRefusals.HeldByYou;
        return head.IsHoldLapsed ? null : SessionRules.CheckReason(reason);
    }

    /// <summary>The second person: not the one who asked, within 24 hours and the window, and for exactly the preview that was asked for.</summary>
    public static Refusal? MayApprove(RunHead head, OperatorId who) => head switch
    {
        { Request: null } => MigrationRefusals.NoRequest,
        { Request.By: var by } when by == who => MigrationRefusals.OwnRequest,
        { Request.Until: var until } when head.ReadAt >= until => MigrationRefusals.RequestLapsed,
        { IsWindowOpen: false } => MigrationRefusals.WindowOver,
        { Request.Digest: var digest } when !string.Equals(digest, head.RollbackPlanDigest, StringComparison.Ordinal) => MigrationRefusals.PreviewChanged,
        _ => null,
    };

    /// <summary>The same before an import. What is approved is the plan the page showed, which is the one that stands and the one that was asked for.</summary>
    public static Refusal? MayApproveImport(RunHead head, OperatorId who, string? digest) => head switch
    {
        { ImportRequest: null } => MigrationRefusals.NoImportRequest,
        { ImportRequest.ApprovedBy: not null } => MigrationRefusals.ApprovedAlready,
        { ImportRequest.By: var by } when by == who => MigrationRefusals.OwnRequest,
        { ImportRequest.Until: var until } when head.ReadAt >= until => MigrationRefusals.RequestLapsed,
        { ImportRequest.Digest: var asked } when asked != head.PlanDigest || !string.Equals(asked, digest, StringComparison.OrdinalIgnoreCase) => MigrationRefusals.PlanChanged,
        _ => null,
    };

    /// <summary>The name as the directory has it, letter for letter.</summary>
    public static Refusal? CheckTenantName(RunHead head, string? typed) =>
        string.Equals(typed?.Trim(), head.TenantName, StringComparison.Ordinal) ? null : MigrationRefusals.WrongTenantName;

    public static Refusal? CheckReference(RunHead head, string? typed) =>
        RunReference.Parse(typed) == head.Reference ? null : MigrationRefusals.WrongReference;
}
