namespace Ethico.Ops.Domain.Migration;

/// <param name="VisibleUntil">Set where personal values are in clear: drop them then.</param>
public sealed record SheetSamples(long Seed, IReadOnlyList<SheetSample> Items, DateTimeOffset ReadAt, DateTimeOffset? VisibleUntil);
