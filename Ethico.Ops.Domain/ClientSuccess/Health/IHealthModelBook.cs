using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public interface IHealthModelBook
{
    Task<Outcome<IReadOnlyList<ModelVersion>>> ListAsync(CancellationToken ct);

    /// <summary>Writes the one draft: makes it with the next version, or replaces it if it still is the version that was looked at.</summary>
    Task<Outcome<HealthModel>> SaveDraftAsync(Caller caller, AuditAct act, HealthModel draft, string? note, ModelVersion? seen, CancellationToken ct);

    Task<Outcome<Done>> ScheduleAsync(Caller caller, AuditAct act, int version, DateOnly from, CancellationToken ct);

    Task<Outcome<Done>> WithdrawAsync(Caller caller, AuditAct act, int version, CancellationToken ct);

    /// <summary>The newest snapshots with what their trend needs, for a preview computed in memory.</summary>
    Task<Outcome<ModelPreviewInput>> PreviewInputAsync(CancellationToken ct);

    Task<Outcome<AlertThresholds>> ThresholdsAsync(CancellationToken ct);

    Task<Outcome<Done>> ChangeThresholdsAsync(Caller caller, AuditAct act, AlertThresholds thresholds, CancellationToken ct);
}
