using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Validate as a stage of the worker. Called again after a crash it begins anew: what a pass stages is worth only whole.</summary>
internal sealed class ValidateStage(RowValidation validation) : IRunStage
{
    public RunStage Stage => RunStage.Validate;

    public async Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct) =>
        (await validation.WorkAsync(grant, ct)).Map(_ => default(Done));
}
