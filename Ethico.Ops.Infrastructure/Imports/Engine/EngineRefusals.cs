using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

internal static class EngineRefusals
{
    public static Refusal NoMapping { get; } = new("no-mapping", "This run has no confirmed mapping. Go back to Map fields.");

    public static Refusal NoMailKey { get; } = new(
        "no-mail-key", "People in this file have e-mail addresses, and Platform:MailKey is not set. Ask a platform administrator.");

    public static Refusal NoPlan { get; } = new("no-plan", "This run has no preview to go by. Preview it first.");

    public static Refusal DiskFull { get; } = new(
        "disk-full", "The database has no room left. What was written so far stands; resume when there is room again.");

    public static Refusal NoRollbackPlan { get; } = new("no-preview", "Look at the preview of the rollback first.");
}
