using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>The beginning of a file: all that the first look reads, whatever the file's size.</summary>
internal sealed record FileHead(byte[] Bytes, bool IsWhole)
{
    private const int Size = 1 << 20;

    public static FileHead Read(Stream content)
    {
        content.Position = 0;
        var bytes = new byte[Size];
        var count = content.ReadAtLeast(bytes, Size, throwOnEndOfStream: false);
        var isWhole = count < Size || content.Position == content.Length;
        content.Position = 0;
        return new(count == Size ? bytes : bytes[..count], isWhole);
    }

    /// <summary>As text; a character cut at the end of the head is left out.</summary>
    /// <exception cref="UnreadableSourceException">A byte that is not valid in the encoding.</exception>
    public string Text(TextDecoder decoder)
    {
        var mark = decoder.MarkLength(Bytes);
        var text = new char[Bytes.Length];
        var status = decoder.Decode(Bytes.AsSpan(mark), text, IsWhole, out var read, out var written);
        if (status is System.Buffers.OperationStatus.InvalidData)
        {
            var place = mark + read;
            throw new UnreadableSourceException(FormatRefusals.Undecodable(
                decoder.Name, decoder.Name is "utf-8" ? "windows-1252" : "utf-8", LineAt(text.AsSpan(0, written)), place));
        }

        return new string(text, 0, written);
    }

    private static long LineAt(ReadOnlySpan<char> text) => 1 + text.Count('\n') + text.Count('\r') - text.Count("\r\n");
}
