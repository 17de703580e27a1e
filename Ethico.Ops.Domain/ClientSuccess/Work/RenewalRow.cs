using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Reasons">Fired rules and open alerts.</param>
/// <param name="NextStep">The earliest open task.</param>
public sealed record RenewalRow(
    OrganizationId Tenant, string Name, DateOnly RenewalOn, int InDays, RenewalBucket Bucket, Band? Band, decimal? Score, IReadOnlyList<BandRule> Fired,
    IReadOnlyList<AlertRule> Alerts, int? DaysSinceContact, OperatorId? Lead, string? LeadName, string? NextStep, DateOnly? NextStepDue, ContractValue? Value);
