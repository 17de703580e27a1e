using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One client's page: header, why, and what the what-if starts from.</summary>
/// <param name="Standing">The newest snapshot; null before the first night.</param>
/// <param name="Points">Of a scored one: what each component earned and misses.</param>
/// <param name="LastGood">Where the newest is unscored: the last one with a score.</param>
/// <param name="EffectiveBand">The override's while one is active.</param>
public sealed record ClientHealthView(
    ClientFileView Client, StandingSnapshot? Standing, bool IsStale, IReadOnlyList<ShownPoints> Points, StandingSnapshot? LastGood, OverrideView? Override,
    Band? EffectiveBand, SmallestChange? Smallest, int OpenAlerts, DateTimeOffset? LastContactAt);
