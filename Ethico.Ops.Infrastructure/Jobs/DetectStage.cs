using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Persistence.Migration;

namespace Ethico.Ops.Infrastructure.Jobs;

/// <summary>Detection begins anew after a crash: nothing of it stands but documents, whose newest counts.</summary>
internal sealed class DetectStage(FormatStore formats) : IRunStage
{
    public RunStage Stage => RunStage.Detect;

    public Task<Outcome<Done>> WorkAsync(RunGrant grant, RunHead run, RunLease lease, CancellationToken ct) => formats.DetectAsync(grant, ct);
}
