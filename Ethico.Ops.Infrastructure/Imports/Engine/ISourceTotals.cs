using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Engine;

/// <summary>The source's side of the sheet.</summary>
internal interface ISourceTotals
{
    /// <param name="context">Of a transaction in which the run's content may be read.</param>
    /// <param name="scope">Whose files.</param>
    /// <param name="leftOut">Rows that were not to become records of their own: counted, and in no total.</param>
    /// <param name="ct">Cancels the reading.</param>
    Task<Outcome<SourceTotals>> CountAsync(OpsDbContext context, RunScope scope, IReadOnlySet<int> leftOut, CancellationToken ct);
}
