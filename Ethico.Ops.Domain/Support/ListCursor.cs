using System.Buffers.Text;
using System.Text;

namespace Ethico.Ops.Domain.Support;

/// <summary>
/// Opaque text for "from here on" in an address. It only says where to go on reading: what a session may see is decided by the
/// database, so a made-up cursor shows nothing more.
/// </summary>
internal static class ListCursor
{
    private const int LongestText = 400;
    private const char Between = '\n';

    public static string Write(params ReadOnlySpan<string> parts) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Between, parts)));

    /// <summary>The parts, if there are exactly so many behind the expected kind; null for anything else.</summary>
    public static string[]? Read(string text, string kind, int parts)
    {
        if (text.Length > LongestText || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        string[] read;
        try
        {
            read = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes).Split(Between);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }

        return read.Length == parts + 1 && string.Equals(read[0], kind, StringComparison.Ordinal) ? read[1..] : null;
    }
}
