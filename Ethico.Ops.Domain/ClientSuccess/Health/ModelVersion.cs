namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record ModelVersion(
    HealthModel Model, ModelState State, DateOnly? EffectiveFrom, string? Note, DateTimeOffset CreatedAt, string? CreatedBy, DateTimeOffset? ActivatedAt);
