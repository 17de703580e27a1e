using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>A pass begins anew after a crash: it replaces what an earlier one staged.</summary>
internal sealed class ValidateStage(RowValidation rows) : IRunStage
{
    public RunStage Stage => RunStage.Validate;

    public async Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct) =>
        (await rows.WorkAsync(grant, ct)).Map(_ => default(Done));
}
