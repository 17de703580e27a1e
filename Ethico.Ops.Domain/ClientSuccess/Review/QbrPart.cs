namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record QbrPart(string Heading, IReadOnlyList<QbrBlock> Blocks);
