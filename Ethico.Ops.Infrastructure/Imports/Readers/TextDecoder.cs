using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// Bytes to characters, strictly: what is not valid stops at its exact place and never becomes a replacement character. The
/// framework's decoders tell that place only roughly once a sequence is split between two blocks.
/// </summary>
internal abstract class TextDecoder
{
    public abstract string Name { get; }

    /// <summary>Length of the byte order mark at the front, if it is this encoding's.</summary>
    public abstract int MarkLength(ReadOnlySpan<byte> head);

    /// <summary>Decodes what fits; stops before a sequence that is incomplete (unless <paramref name="isEnd"/>) or invalid.</summary>
    public abstract OperationStatus Decode(ReadOnlySpan<byte> bytes, Span<char> text, bool isEnd, out int read, out int written);

    public abstract long ByteCount(ReadOnlySpan<char> text);

    /// <summary>Null for a name that is none of the four.</summary>
    public static TextDecoder? For(string encoding) => encoding.ToUpperInvariant() switch
    {
        "UTF-8" => new Utf8Text(),
        "UTF-16" or "UTF-16LE" => new Utf16Text(isBigEndian: false),
        "UTF-16BE" => new Utf16Text(isBigEndian: true),
        "WINDOWS-1252" => new Windows1252Text(),
        _ => null,
    };

    private sealed class Utf8Text : TextDecoder
    {
        public override string Name => "utf-8";

        public override int MarkLength(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;

        public override OperationStatus Decode(ReadOnlySpan<byte> bytes, Span<char> text, bool isEnd, out int read, out int written) =>
            Utf8.ToUtf16(bytes, text, out read, out written, replaceInvalidSequences: false, isFinalBlock: isEnd);

        public override long ByteCount(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text);
    }

    private sealed class Utf16Text(bool isBigEndian) : TextDecoder
    {
        public override string Name => isBigEndian ? "utf-16BE" : "utf-16";

        public override int MarkLength(ReadOnlySpan<byte> head) =>
            head.StartsWith(isBigEndian ? (ReadOnlySpan<byte>)[0xFE, 0xFF] : (ReadOnlySpan<byte>)[0xFF, 0xFE]) ? 2 : 0;

        public override OperationStatus Decode(ReadOnlySpan<byte> bytes, Span<char> text, bool isEnd, out int read, out int written)
        {
            var count = Math.Min(bytes.Length / 2, text.Length);
            var units = MemoryMarshal.Cast<byte, ushort>(bytes[..(count * 2)]);
            var target = MemoryMarshal.Cast<char, ushort>(text);
            if (isBigEndian == BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(units, target);
            else
                units.CopyTo(target);

            var valid = Paired(text[..count], out var isCut);
            written = isCut ? count - 1 : valid;
            read = written * 2;
            if (valid < count && !isCut)
                return OperationStatus.InvalidData;
            var isOver = count == bytes.Length / 2;
            if (isOver && isEnd && (isCut || bytes.Length % 2 == 1))
                return OperationStatus.InvalidData;
            return isOver ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
        }

        public override long ByteCount(ReadOnlySpan<char> text) => text.Length * 2L;

        // How far each surrogate has its other half; the last unit may be a first half whose second is still to come.
        private static int Paired(ReadOnlySpan<char> text, out bool isCut)
        {
            isCut = false;
            var at = 0;
            while (true)
            {
                var next = text[at..].IndexOfAnyInRange('\uD800', '\uDFFF');
                if (next < 0)
                    return text.Length;
                at += next;
                if (char.IsHighSurrogate(text[at]) && at + 1 == text.Length)
                {
                    isCut = true;
                    return at;
                }

                if (!char.IsHighSurrogate(text[at]) || !char.IsLowSurrogate(text[at + 1]))
                    return at;
                at += 2;
            }
        }
    }

    private sealed class Windows1252Text : TextDecoder
    {
        private static readonly char[] Table = CodePagesEncodingProvider.Instance.GetEncoding(1252)!
            .GetChars(Enumerable.Range(0, 256).Select(each => (byte)each).ToArray());

        public override string Name => "windows-1252";

        // Of a file that says it is UTF-8, and is not: the mark is no part of the first name all the same.
        public override int MarkLength(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3 : 0;

        public override OperationStatus Decode(ReadOnlySpan<byte> bytes, Span<char> text, bool isEnd, out int read, out int written)
        {
            var count = Math.Min(bytes.Length, text.Length);
            // Most text is plain; only what is not goes through the table.
            if (Ascii.ToUtf16(bytes[..count], text, out var plain) != OperationStatus.Done)
            {
                for (var i = plain; i < count; i++)
                    text[i] = Table[bytes[i]];
            }

            read = written = count;
            return count == bytes.Length ? OperationStatus.Done : OperationStatus.DestinationTooSmall;
        }

        public override long ByteCount(ReadOnlySpan<char> text) => text.Length;
    }
}
