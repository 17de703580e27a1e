using Ethico.Ops.Domain.Access;
using Ethico.Ops.Tests.Support;
using FluentAssertions;
using Xunit;

namespace Ethico.Ops.Tests.Domain.Access;

/// <summary>The proofs in an export: a flipped bit is found, and a line has one form (S5).</summary>
public sealed class AuditProofTests
{
    private static readonly MemoryTrail Whole = MemoryTrail.Sample();

    [Fact]
    public async Task S5_Three_thousand_flipped_bits_of_an_exports_proofs_are_all_found()
    {
        var files = await ExportedAsync(Whole);
        string[] proofs = [AuditArchiveFiles.Entries, AuditArchiveFiles.Entries, AuditArchiveFiles.Streams, AuditArchiveFiles.Heads, AuditArchiveFiles.Checkpoints, AuditArchiveFiles.Manifest];
        (await VerdictAsync(files)).IsIntact.Should().BeTrue();
        var random = new Random(20260615);
        for (var i = 0; i < 3_000; i++)
        {
            var name = proofs[random.Next(proofs.Length)];
            var (at, bit) = (random.Next(files[name].Length), (byte)(1 << random.Next(8)));
            files[name][at] ^= bit;

            (await VerdictAsync(files))?.IsIntact.Should().NotBe(true, $"bit {bit} of byte {at} of {name} was flipped");

            files[name][at] ^= bit;
        }
    }

    [Theory]
    [InlineData("<", "\\u003c")]
    [InlineData("/", "\\/")]
    [InlineData("\\u001B", "\\u001b")]
    [InlineData(",\"reason\"", ", \"reason\"")]
    public async Task S5_A_line_has_one_form_down_to_its_escapes(string written, string other)
    {
        var trail = new MemoryTrail();
        trail.Append("session:1", "a</\u001b b");
        var files = await ExportedAsync(trail);
        var text = System.Text.Encoding.UTF8.GetString(files[AuditArchiveFiles.Entries]);
        text.Should().Contain(written);

        files[AuditArchiveFiles.Entries] = System.Text.Encoding.UTF8.GetBytes(text.Replace(written, other, StringComparison.Ordinal));

        (await VerdictAsync(files)).Break!.Words.Should().Contain("cannot be read");
    }

    private static async Task<Dictionary<string, byte[]>> ExportedAsync(MemoryTrail trail)
    {
        using var whole = new MemoryStream();
        await AuditArchiveWriter.WriteAsync(trail, "someone", new(StringComparer.Ordinal), MemoryTrail.Key, whole, CancellationToken.None);
        using var zip = new System.IO.Compression.ZipArchive(whole);
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            await using var from = await entry.OpenAsync();
            await from.CopyToAsync(content);
            files.Add(entry.FullName, content.ToArray());
        }

        return files;
    }

    /// <summary>Null: what is left is no export of ours.</summary>
    private static async Task<AuditVerdict> VerdictAsync(Dictionary<string, byte[]> files)
    {
        var whole = new MemoryStream();
        await using (var zip = new System.IO.Compression.ZipArchive(whole, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                await using var to = await zip.CreateEntry(name, System.IO.Compression.CompressionLevel.NoCompression).OpenAsync();
                await to.WriteAsync(content);
            }
        }

        await using var archive = await AuditArchive.OpenAsync(whole, CancellationToken.None);
        return archive is null ? null! : await AuditVerifier.VerifyAsync(archive, null, null, CancellationToken.None);
    }
}
