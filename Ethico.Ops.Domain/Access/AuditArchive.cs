using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace Ethico.Ops.Domain.Access;

/// <summary>An export as evidence. Needs a seekable stream; reads each file once, forward.</summary>
public sealed class AuditArchive : IAuditEvidence, IAsyncDisposable
{
    private static readonly string[] Proofs = [AuditArchiveFiles.Checkpoints, AuditArchiveFiles.Heads, AuditArchiveFiles.Entries, AuditArchiveFiles.Streams];

    private readonly ZipArchive zip;
    private readonly AuditManifest manifest;
    private readonly AuditBreak? signatureBreak;
    private readonly Dictionary<string, string> sums = new(StringComparer.Ordinal);
    private bool followed;
    private string? unreadable;

    private AuditArchive(ZipArchive zip, AuditManifest manifest, AuditBreak? signatureBreak)
    {
        this.zip = zip;
        this.manifest = manifest;
        this.signatureBreak = signatureBreak;
        Extent = AuditManifest.ExtentOf(manifest)!.Value;
        TakenAt = AuditCanon.ParseInstant(manifest.TakenAt) ?? DateTimeOffset.MinValue;
    }

    public AuditExtent Extent { get; }

    public DateTimeOffset TakenAt { get; }

    /// <summary>Null: a zip, but not one of our exports.</summary>
    /// <exception cref="InvalidDataException">Not a zip.</exception>
    public static async Task<AuditArchive?> OpenAsync(Stream from, CancellationToken ct)
    {
        var opened = await ZipArchive.CreateAsync(from, ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, ct);
        var bytes = await WholeAsync(opened, AuditArchiveFiles.Manifest, ct);
        if (bytes is null || AuditManifest.Read(bytes) is not { } said)
        {
            await opened.DisposeAsync();
            return null;
        }

        return new AuditArchive(opened, said, await SignatureBreakAsync(opened, bytes, said, ct));
    }

    public IAsyncEnumerable<AuditCheckpoint> CheckpointsAsync(CancellationToken ct) => KnownAsync(AuditArchiveFiles.Checkpoints, AuditJson.ReadCheckpoint, ct);

    public IAsyncEnumerable<AuditHead> HeadsAsync(CancellationToken ct) => KnownAsync(AuditArchiveFiles.Heads, AuditJson.ReadHead, ct);

    public IAsyncEnumerable<AuditStreamEnd> StreamsAsync(CancellationToken ct) => KnownAsync(AuditArchiveFiles.Streams, AuditJson.ReadStreamEnd, ct);

    public IAsyncEnumerable<AuditEntry?> EntriesAsync(CancellationToken ct) => RowsAsync(AuditArchiveFiles.Entries, AuditJson.ReadEntry, ct);

    public async IAsyncEnumerable<AuditChunk> ChunksAsync([EnumeratorCancellation] CancellationToken ct)
    {
        if (zip.GetEntry(AuditArchiveFiles.Entries) is not { } file)
            yield break;
        await using var from = await file.OpenAsync(ct);
        await foreach (var chunk in AuditLineChunk.OfAsync(from, ct))
            yield return chunk;
        followed = true;
    }

    public IAsyncEnumerable<AuditChunk>? LooseChunksAsync(CancellationToken ct) => null;

    public AuditBreak? CarrierBreak()
    {
        if (signatureBreak is not null)
            return signatureBreak;
        if (unreadable is not null)
            return new AuditBreak(null, null, null, $"{unreadable} has a line that cannot be read");

        // The table is for people and proves nothing; it is not read here. A file that is not there has no sum. Entries whose chains were
        // followed need none: a line has one form, its hash covers all of it, and the last hashes stand in the register, which is summed.
        var changed = Array.Find(Proofs, name => !(followed && name == AuditArchiveFiles.Entries) && !string.Equals(sums.GetValueOrDefault(name), manifest.Files.GetValueOrDefault(name), StringComparison.Ordinal));
        return changed is null ? null : new AuditBreak(null, null, null, $"{changed} is not the file the manifest was signed with");
    }

    public ValueTask DisposeAsync() => zip.DisposeAsync();

    private static async Task<AuditBreak?> SignatureBreakAsync(ZipArchive from, byte[] manifestBytes, AuditManifest manifest, CancellationToken ct)
    {
        var pem = await WholeAsync(from, AuditArchiveFiles.PublicKey, ct) ?? [];
        var signature = await WholeAsync(from, AuditArchiveFiles.Signature, ct) ?? [];
        var text = System.Text.Encoding.ASCII.GetString(pem);
        if (!PemEncoding.TryFind(text, out var fields))
            return new AuditBreak(null, null, null, "public-key.pem holds no key");
        var key = Convert.FromBase64String(text[fields.Base64Data]);
        return string.Equals(AuditSeal.KeyId(key), manifest.KeyId, StringComparison.Ordinal) && AuditSeal.IsSigned(manifestBytes, signature, key)
            ? null
            : new AuditBreak(null, null, null, "the manifest's signature is not good");
    }

    private static async Task<byte[]?> WholeAsync(ZipArchive archive, string name, CancellationToken ct)
    {
        const int longest = 1024 * 1024;
        if (archive.GetEntry(name) is not { Length: <= longest } file)
            return null;
        await using var from = await file.OpenAsync(ct);
        using var whole = new MemoryStream();
        await from.CopyToAsync(whole, ct);
        return whole.ToArray();
    }

    private async IAsyncEnumerable<T> KnownAsync<T>(string name, LineReading<T> read, [EnumeratorCancellation] CancellationToken ct)
        where T : class
    {
        await foreach (var row in RowsAsync(name, read, ct))
        {
            if (row is null)
                unreadable ??= name;
            else
                yield return row;
        }
    }

    private async IAsyncEnumerable<T?> RowsAsync<T>(string name, LineReading<T> read, [EnumeratorCancellation] CancellationToken ct)
        where T : class
    {
        if (zip.GetEntry(name) is not { } file)
            yield break;
        await using var from = await file.OpenAsync(ct);
        using var lines = new LineSplitter(from);
        await foreach (var line in lines.LinesAsync(ct))
            yield return read(line.Span);
        sums[name] = lines.Sum();
    }

    private delegate T? LineReading<out T>(ReadOnlySpan<byte> line)
        where T : class;
}
