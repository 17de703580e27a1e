using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record OverrideView(
    Guid Id, Band Band, decimal? Score, string Reason, OperatorId By, string? ByName, DateTimeOffset CreatedAt, DateOnly From, DateOnly ExpiresOn, string State);
