namespace Ethico.Ops.Domain.Migration;

/// <summary>What the page says of a chosen file before its first byte is sent.</summary>
/// <param name="Size">In bytes.</param>
/// <param name="Instead">The file it replaces.</param>
public sealed record FileWish(string Name, long Size, FileId? Instead = null);
