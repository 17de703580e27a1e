using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

/// <summary>What a test lowers and an operator may tune.</summary>
internal sealed record ImportOptions
{
    /// <summary>Rows in one transaction, 1,000 to 10,000; rows of one key are never split.</summary>
    public int BatchRows { get; init; } = ImportLimits.BatchRows;

    /// <summary>Records undone in one transaction.</summary>
    public int RollbackRecords { get; init; } = 1_000;

    /// <summary>Longer, and the batch counts as hung.</summary>
    public TimeSpan BatchTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>For what looks at a whole run at once: plan, drift at the start, preview of a rollback, sheet.</summary>
    public TimeSpan WholeRunTimeout { get; init; } = TimeSpan.FromMinutes(15);
}
