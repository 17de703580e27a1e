namespace Ethico.Ops.Domain.Migration;

/// <summary>What is stored of an upload: all a browser needs to go on, whoever began it and wherever.</summary>
public sealed record UploadFacts(long Size, bool IsStored, int ChunkBytes, IReadOnlyList<ChunkFact> Chunks);
