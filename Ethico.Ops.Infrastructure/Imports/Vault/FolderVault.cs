using System.Security.Cryptography;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports;

/// <summary>The vault as a folder: one folder a file, one encrypted blob a chunk. Nothing in it has a name that says anything.</summary>
internal sealed class FolderVault(VaultOptions options, TimeProvider clock) : IVault
{
    public byte[] NewKey(FileId file)
    {
        Span<byte> key = stackalloc byte[SealedChunk.KeyBytes];
        RandomNumberGenerator.Fill(key);
        return SealedChunk.Wrap(options.MasterKey, file, key);
    }

    public long FreeBytes()
    {
        Directory.CreateDirectory(options.Folder);
        return new DriveInfo(options.Folder).AvailableFreeSpace;
    }

    public async Task<Guid> AppendAsync(FileId file, byte[] wrappedKey, int index, ReadOnlyMemory<byte> plain, CancellationToken ct)
    {
        var blob = Guid.CreateVersion7(clock.GetUtcNow());
        var length = plain.Length + SealedChunk.Overhead;
        var rented = ChunkBuffers.Rent();
        try
        {
            SealedChunk.Seal(SealedChunk.Unwrap(options.MasterKey, file, wrappedKey), file, index, plain.Span, rented.AsSpan(0, length));
            Directory.CreateDirectory(FolderOf(file));
            await using var stream = new FileStream(
                PathOf(file, blob), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
            await stream.WriteAsync(rented.AsMemory(0, length), ct);
            // On the disk before it is acknowledged, not in a cache that a power cut empties.
            stream.Flush(flushToDisk: true);
        }
        finally
        {
            ChunkBuffers.Return(rented);
        }

        return blob;
    }

    public void Drop(FileId file, Guid blob) => File.Delete(PathOf(file, blob));

    public Stream Open(FileId file, byte[] wrappedKey, long size, IReadOnlyList<Guid> blobs) =>
        new VaultStream(file, SealedChunk.Unwrap(options.MasterKey, file, wrappedKey), size, [.. blobs.Select(blob => PathOf(file, blob))]);

    public void Delete(FileId file)
    {
        if (Directory.Exists(FolderOf(file)))
            Directory.Delete(FolderOf(file), recursive: true);
    }

    private string FolderOf(FileId file) => Path.Combine(options.Folder, file.Value.ToString("N"));

    private string PathOf(FileId file, Guid blob) => Path.Combine(FolderOf(file), blob.ToString("N"));
}
