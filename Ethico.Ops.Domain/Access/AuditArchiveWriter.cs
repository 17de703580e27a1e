using System.Buffers;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// Writes evidence as a zip, forward and in small pieces: a million entries need no more memory than a page of them. The stream
/// need not be seekable. The manifest comes last, because it holds the sums of what came before.
/// </summary>
public sealed class AuditArchiveWriter
{
    private const int PieceSize = 64 * 1024;

    private readonly SortedDictionary<string, string> sums = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> piece = new(PieceSize * 2);
    private readonly IAuditSigner signer;
    private readonly ZipArchive zip;
    private readonly ForwardBuffer way;

    private AuditArchiveWriter(ZipArchive zip, ForwardBuffer way, IAuditSigner signer)
    {
        this.zip = zip;
        this.way = way;
        this.signer = signer;
    }

    public static async Task<AuditManifest> WriteAsync(
        IAuditEvidence evidence, string takenBy, SortedDictionary<string, string> filter, IAuditSigner signer, Stream to, CancellationToken ct)
    {
        await using var buffer = new ForwardBuffer(to);
        AuditManifest manifest;
        await using (var made = await ZipArchive.CreateAsync(buffer, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct))
            manifest = await new AuditArchiveWriter(made, buffer, signer).WriteAsync(evidence, takenBy, filter, ct);
        await buffer.PassOnAsync(ct);
        await to.FlushAsync(ct);
        return manifest;
    }

    private async Task<AuditManifest> WriteAsync(IAuditEvidence evidence, string takenBy, SortedDictionary<string, string> filter, CancellationToken ct)
    {
        var chained = evidence.Extent is not AuditExtent.Filtered;
        await TableAsync(Readable(evidence.EntriesAsync(ct), ct), ct);
        var entries = await LinesAsync(AuditArchiveFiles.Entries, Readable(evidence.EntriesAsync(ct), ct), AuditJson.Write, ct);
        var streams = chained ? await LinesAsync(AuditArchiveFiles.Streams, evidence.StreamsAsync(ct), AuditJson.Write, ct) : 0;
        var checkpoints = chained ? await LinesAsync(AuditArchiveFiles.Checkpoints, evidence.CheckpointsAsync(ct), AuditJson.Write, ct) : 0;
        if (chained)
            await LinesAsync(AuditArchiveFiles.Heads, evidence.HeadsAsync(ct), AuditJson.Write, ct);
        await WholeAsync(AuditArchiveFiles.PublicKey, Encoding.ASCII.GetBytes(new string(PemEncoding.Write("PUBLIC KEY", signer.PublicKey.Span)) + "\n"), ct);

        var manifest = new AuditManifest
        {
            Format = AuditManifest.Version,
            Extent = AuditManifest.Stored(evidence.Extent),
            Verifiable = chained
                ? "Whole streams: `audit verify` follows every chain and checks every seal."
                : "Cannot be verified: a filter picked these entries out of their chains. Export a session, a time range or everything to verify.",
            TakenAt = AuditCanon.Instant(evidence.TakenAt),
            TakenBy = takenBy,
            Filter = filter,
            Entries = entries,
            Streams = streams,
            Checkpoints = checkpoints,
            KeyId = signer.KeyId,
            Files = sums,
        };
        var bytes = manifest.Write();
        await WholeAsync(AuditArchiveFiles.Manifest, bytes, ct);
        await WholeAsync(AuditArchiveFiles.Signature, signer.Sign(bytes), ct);
        return manifest;
    }

    // What the database gives can be read; only an export's lines may be torn.
    private static async IAsyncEnumerable<AuditEntry> Readable(IAsyncEnumerable<AuditEntry?> entries, [EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var entry in entries.WithCancellation(ct))
            yield return entry ?? throw new InvalidDataException("An entry cannot be read.");
    }

    private async Task TableAsync(IAsyncEnumerable<AuditEntry> entries, CancellationToken ct)
    {
        await using var file = await zip.CreateEntry(AuditArchiveFiles.Table, CompressionLevel.Fastest).OpenAsync(ct);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        piece.Write(Encoding.UTF8.Preamble);
        Encoding.UTF8.GetBytes(AuditCsv.Header, piece);
        var row = new StringBuilder();
        await foreach (var entry in entries)
        {
            AuditCsv.Append(row.Clear(), entry);
            foreach (var chunk in row.GetChunks())
                Encoding.UTF8.GetBytes(chunk.Span, piece);
            await PassOnAsync(file, sum, PieceSize, ct);
        }

        await PassOnAsync(file, sum, 1, ct);
        sums[AuditArchiveFiles.Table] = Convert.ToHexStringLower(sum.GetHashAndReset());
    }

    private async Task<long> LinesAsync<T>(string name, IAsyncEnumerable<T> items, Action<Utf8JsonWriter, T> write, CancellationToken ct)
    {
        await using var file = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var json = AuditJson.Writer(piece);
        var count = 0L;
        await foreach (var item in items)
        {
            json.Reset();
            write(json, item);
            piece.Write("\n"u8);
            count++;
            await PassOnAsync(file, sum, PieceSize, ct);
        }

        await PassOnAsync(file, sum, 1, ct);
        sums[name] = Convert.ToHexStringLower(sum.GetHashAndReset());
        return count;
    }

    private async Task WholeAsync(string name, byte[] content, CancellationToken ct)
    {
        await using var file = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(ct);
        await file.WriteAsync(content, ct);
        if (name is not (AuditArchiveFiles.Manifest or AuditArchiveFiles.Signature))
            sums[name] = Convert.ToHexStringLower(SHA256.HashData(content));
    }

    private async ValueTask PassOnAsync(Stream file, IncrementalHash sum, int atLeast, CancellationToken ct)
    {
        if (piece.WrittenCount < atLeast)
            return;
        sum.AppendData(piece.WrittenSpan);
        await file.WriteAsync(piece.WrittenMemory, ct);
        piece.ResetWrittenCount();
        await way.PassOnAsync(ct);
    }
}
