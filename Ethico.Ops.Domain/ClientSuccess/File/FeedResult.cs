namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record FeedResult(int Applied, IReadOnlyList<FeedFault> Refused);
