namespace Ethico.Ops.Domain.Migration;

/// <summary>Where the bytes of uploaded files lie: append, open, delete. Names in it are ids; what it holds is unreadable without its master key.</summary>
public interface IVault
{
    /// <summary>A new key for one file, wrapped by the master key.</summary>
    byte[] NewKey(FileId file);

    /// <summary>Bytes that may still come; compared with twice a file's declared size before it begins.</summary>
    long FreeBytes();

    /// <summary>Encrypted and on the disk when it returns. Answers the name it lies under.</summary>
    Task<Guid> AppendAsync(FileId file, byte[] wrappedKey, int index, ReadOnlyMemory<byte> plain, CancellationToken ct);

    /// <summary>A chunk that lost a race.</summary>
    void Drop(FileId file, Guid blob);

    /// <param name="blobs">Of all chunks in order; all but the last are <see cref="UploadRules.ChunkBytes"/> long.</param>
    Stream Open(FileId file, byte[] wrappedKey, long size, IReadOnlyList<Guid> blobs);

    void Delete(FileId file);
}
