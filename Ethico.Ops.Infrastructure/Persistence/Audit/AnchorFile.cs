using System.Text;
using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Infrastructure.Persistence.Audit;

/// <summary>The file outside the database. Lines are only ever appended, and are on the disk before an append returns.</summary>
internal sealed class AnchorFile(AuditOptions options)
{
    /// <summary>The lines that are whole, in their order; none where there is no file yet.</summary>
    public IReadOnlyList<AnchorLine> Read()
    {
        if (!File.Exists(options.AnchorPath))
            return [];
        using var file = new FileStream(options.AnchorPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return Read(file);
    }

    public static IReadOnlyList<AnchorLine> Read(Stream from)
    {
        using var reader = new StreamReader(from, Encoding.UTF8);
        var lines = new List<AnchorLine>();
        while (reader.ReadLine() is { } line)
        {
            if (AnchorLine.Parse(line) is { } whole)
                lines.Add(whole);
        }

        return lines;
    }

    public void Append(IEnumerable<AnchorLine> lines)
    {
        if (Path.GetDirectoryName(options.AnchorPath) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);
        var text = new StringBuilder();
        if (EndsTorn())
            text.Append('\n');
        foreach (var line in lines)
            text.Append(line.Write()).Append('\n');

        using var file = new FileStream(options.AnchorPath, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        file.Flush(flushToDisk: true);
    }

    // A crash in the middle of an append leaves half a line. It stays (the file may be one that only grows) and is closed off.
    private bool EndsTorn()
    {
        if (!File.Exists(options.AnchorPath))
            return false;
        using var file = new FileStream(options.AnchorPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        if (file.Length == 0)
            return false;
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }
}
