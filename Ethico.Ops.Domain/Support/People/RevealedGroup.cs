namespace Ethico.Ops.Domain.Support;

/// <summary>Values of one group, to be dropped at <paramref name="VisibleUntil"/> or when the page is left, whichever is sooner.</summary>
/// <param name="ReadAt">The database's clock, so that the time left needs no trust in the page's.</param>
public sealed record RevealedGroup(
    RevealTarget Target, RevealGroup Group, IReadOnlyList<RevealedField> Fields, DateTimeOffset VisibleUntil, DateTimeOffset ReadAt);
