namespace Ethico.Ops.Domain.Migration;

/// <param name="Digest">SHA-256 in lower-case hex.</param>
public sealed record ChunkFact(int Index, int Size, string Digest);
