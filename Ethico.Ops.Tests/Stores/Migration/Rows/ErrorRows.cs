using System.Text;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;
using Ethico.Ops.Tests.Domain.Migration;
using FluentAssertions;

namespace Ethico.Ops.Tests.Stores.Migration;

/// <summary>An error file read as the import would read it again.</summary>
internal static class ErrorRows
{
    public static List<SourceRow> Read(MemoryStream file)
    {
        file.Position = 0;
        Encoding.UTF8.GetString(file.ToArray()).Should().StartWith("Case Number,");
        var format = ErrorFile.FormatOf(new FileFormat { Kind = FileKind.Delimited, Columns = RowDesk.Header }, canHold: true);
        return [.. SourceReader.Rows(file, format)];
    }
}
