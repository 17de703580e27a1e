using System.Globalization;
using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Portal.Commands;

/// <summary>
/// <c>audit verify &lt;export.zip&gt; [--anchor &lt;file&gt;]</c>: checks an export without a server and without a database.
/// Exit 0: intact; 1: broken, and where; 2: there was nothing to check.
/// </summary>
internal static class AuditVerifyCommand
{
    private const string Usage = "Usage: audit verify <export.zip> [--anchor <file>]";

    /// <summary>Whether these arguments are this command's: then <see cref="Run"/> answers, and nothing else starts.</summary>
    public static bool IsMeant(string[] args) => args is ["audit", ..];

    public static int Run(string[] args, TextWriter @out)
    {
        var (export, anchor) = args switch
        {
            ["audit", "verify", var only] => (only, null),
            ["audit", "verify", var first, "--anchor", var second] => (first, second),
            ["audit", "verify", "--anchor", var second, var first] => (first, second),
            _ => (null, (string?)null),
        };
        if (export is null)
            return Answer(@out, 2, Usage);

        try
        {
            // A command has no synchronization context to block.
            return RunAsync(export, anchor, @out).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return Answer(@out, 2, $"There is no file {(fault as FileNotFoundException)?.FileName ?? export}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Answer(@out, 2, $"The file cannot be read: {fault.Message}");
        }
    }

    private static async Task<int> RunAsync(string export, string? anchor, TextWriter @out)
    {
        var lines = anchor is null ? null : await AnchorAsync(anchor);
        await using var file = new FileStream(export, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.Asynchronous);
        var archive = await OpenAsync(file);
        if (archive is null)
            return Answer(@out, 2, $"{export} is no export of the audit trail.");
        await using (archive)
        {
            if (archive.Extent is AuditExtent.Filtered)
                return Answer(@out, 2, "This export cannot be verified: filtered. Its entries were picked out of their chains; export a session, a time range or everything.");
            if (lines is { Count: 0 })
                return Answer(@out, 2, $"{anchor} holds no line of an anchor file.");
            return await VerifyAsync(archive, lines, @out);
        }
    }

    private static async Task<int> VerifyAsync(AuditArchive archive, IReadOnlyList<AnchorLine>? lines, TextWriter @out)
    {
        try
        {
            var verdict = await AuditVerifier.VerifyAsync(archive, lines, trustedKeys: null, CancellationToken.None);
            Answer(@out, 0, verdict.Sentence);
            if (verdict.KeyIds.Count > 0)
                Answer(@out, 0, $"signed with {string.Join(", ", verdict.KeyIds)}");
            if (verdict.AnchorEndsAt is { } end && end < verdict.Checkpoints)
                Answer(@out, 0, string.Create(CultureInfo.InvariantCulture, $"note: the anchor file ends at checkpoint {end}"));
            return verdict.IsIntact ? 0 : 1;
        }
        catch (InvalidDataException)
        {
            // The directory of the zip could be read, so it was an export; what is packed in it was changed.
            return Answer(@out, 1, "broken: a file in the archive cannot be unpacked");
        }
    }

    private static async Task<AuditArchive?> OpenAsync(Stream file)
    {
        try
        {
            return await AuditArchive.OpenAsync(file, CancellationToken.None);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<AnchorLine>> AnchorAsync(string path)
    {
        var lines = await File.ReadAllLinesAsync(path);
        return [.. lines.Select(AnchorLine.Parse).OfType<AnchorLine>()];
    }

    private static int Answer(TextWriter @out, int code, string sentence)
    {
        @out.WriteLine(sentence);
        return code;
    }
}
