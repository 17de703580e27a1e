namespace Ethico.Ops.Domain.Migration;

/// <param name="ContentDigest">SHA-256 of the whole content in lower-case hex.</param>
/// <param name="Open">A seekable stream of the plain content, decrypted on the way; each call a new one.</param>
public sealed record StoredFile(FileId Id, int Position, string Name, long Size, string ContentDigest, Func<Stream> Open);
