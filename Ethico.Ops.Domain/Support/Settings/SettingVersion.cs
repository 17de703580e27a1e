namespace Ethico.Ops.Domain.Support;

/// <summary>A former or the present value of the tenant's layer.</summary>
/// <param name="Value">JSON text; null: removed, or not shown.</param>
public sealed record SettingVersion(int Version, string? Value, DateTimeOffset ChangedAt, ActorKind ChangedBy);
