namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record FeedFault(int Line, string Reason);
