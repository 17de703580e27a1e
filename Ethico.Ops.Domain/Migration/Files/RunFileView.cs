using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <param name="Stored">Bytes that are encrypted, on disk and recorded.</param>
/// <param name="ContentDigest">SHA-256 of the whole content in hex, once it is there.</param>
/// <param name="LastSender">Whose chunk came last, and when: another sender is told.</param>
public sealed record RunFileView(
    FileId Id, int Position, string Name, long Size, long Stored, FileState State, string? ContentDigest, DateTimeOffset BegunAt,
    OperatorId? LastSender, DateTimeOffset? LastChunkAt);
