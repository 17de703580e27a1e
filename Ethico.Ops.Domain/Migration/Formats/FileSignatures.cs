namespace Ethico.Ops.Domain.Migration;

/// <summary>Tells kinds of file apart by their first bytes; the extension is only a hint.</summary>
public static class FileSignatures
{
    // A few stray marks are faults of a cell; a picture or a database holds nearly all of them, and many.
    private const int MarksMost = 8;
    private const double MarkShare = 0.02;

    private const int Looked = 64 << 10;

    public static FileSignature Of(ReadOnlySpan<byte> head) => head switch
    {
        [] => FileSignature.Empty,
        [0x50, 0x4B, 0x03, 0x04, ..] or [0x50, 0x4B, 0x05, 0x06, ..] or [0x50, 0x4B, 0x07, 0x08, ..] => FileSignature.Zip,
        // The container of Excel 5 and later; the bare sheets of Excel 2 to 4.
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] or [0x09, 0x00 or 0x02 or 0x04, 0x04 or 0x06, 0x00, ..] => FileSignature.OldOffice,
        [0x1F, 0x8B, ..] or [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, ..] or [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07, ..]
            or [0x42, 0x5A, 0x68, _, 0x31, 0x41, 0x59, 0x26, ..] or [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..] => FileSignature.Archive,
        [0x89, 0x50, 0x4E, 0x47, ..] or [0xFF, 0xD8, 0xFF, ..] or [0x47, 0x49, 0x46, 0x38, 0x37 or 0x39, 0x61, ..]
            or [0x49, 0x49, 0x2A, 0x00, ..] or [0x4D, 0x4D, 0x00, 0x2A, ..] or [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => FileSignature.Image,
        _ when Printed(head).StartsWith("%PDF-"u8) => FileSignature.Pdf,
        _ when Printed(head).StartsWith("{\\rtf"u8) => FileSignature.RichText,
        _ => FileSignature.Text,
    };

    /// <summary>Whether bytes that are no UTF-16 are no text either.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> head)
    {
        head = head[..Math.Min(head.Length, Looked)];
        var (marks, kinds) = (0, 0u);
        foreach (var each in head)
        {
            // Tab, line ends, the end of a DOS file and the escape of old terminals are met in text.
            if (each >= 0x20 || each is 0x09 or 0x0A or 0x0B or 0x0C or 0x0D or 0x1A or 0x1B)
                continue;
            marks++;
            kinds |= 1u << each;
        }

        return uint.PopCount(kinds) > MarksMost && marks > head.Length * MarkShare;
    }

    // Some writers leave a mark or a line end in front.
    private static ReadOnlySpan<byte> Printed(ReadOnlySpan<byte> head) =>
        (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? head[3..] : head).TrimStart(" \t\r\n"u8);
}
