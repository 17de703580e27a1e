using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Tests.Imports.Readers;

/// <summary>Files made in memory, and what a reader makes of them.</summary>
internal static class TextFile
{
    public static MemoryStream Of(string text, Encoding? encoding = null, bool withMark = false)
    {
        encoding ??= new UTF8Encoding(encoderShouldEmitUTF8Identifier: withMark);
        var file = new MemoryStream();
        if (withMark)
            file.Write(encoding.GetPreamble());
        file.Write(encoding.GetBytes(text));
        file.Position = 0;
        return file;
    }

    public static FileFormat Comma(params string[] columns) => new() { Kind = FileKind.Delimited, Columns = columns };

    public static List<SourceRow> Read(Stream file, FileFormat format, FormatLimits? limits = null, ReadingTally? tally = null) =>
        SourceReader.Rows(file, format, limits, tally).ToList();

    public static List<SourceRow> Read(string text, FileFormat format, FormatLimits? limits = null) => Read(Of(text), format, limits);

    public static SourceFault Fault(Stream file, FileFormat format, FormatLimits? limits = null)
    {
        try
        {
            foreach (var _ in SourceReader.Rows(file, format, limits))
            {
                // Only the end is of interest.
            }
        }
        catch (UnreadableSourceException stop)
        {
            return stop.Fault;
        }

        throw new InvalidOperationException("The file was read to its end.");
    }
}
