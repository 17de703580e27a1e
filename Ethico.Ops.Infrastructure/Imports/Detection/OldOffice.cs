using System.Text;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>Tells a workbook behind a password from an old xls: both come in the same container, only the stream names differ.</summary>
internal static class OldOffice
{
    private const int Looked = 4 << 20;

    private static readonly byte[] Mark = Encoding.Unicode.GetBytes("EncryptedPackage");

    /// <summary>The directory of the container lies at its beginning or its end.</summary>
    public static bool IsProtectedWorkbook(Stream content)
    {
        var bytes = new byte[Math.Min(content.Length, Looked)];
        return Holds(content, bytes, 0) || Holds(content, bytes, content.Length - bytes.Length);
    }

    private static bool Holds(Stream content, byte[] bytes, long from)
    {
        content.Position = from;
        var count = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        content.Position = 0;
        return bytes.AsSpan(0, count).IndexOf(Mark) >= 0;
    }
}
