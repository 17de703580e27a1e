using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Step 2 of a run. A crash begins it anew: it keeps nothing but what it keeps at its end.</summary>
internal sealed class DetectStage(FormatStore formats) : IRunStage
{
    public RunStage Stage => RunStage.Detect;

    public Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct) => formats.DetectAsync(grant, ct);
}
