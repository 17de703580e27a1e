using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Tests.Domain.Migration;

/// <summary>Rows as the reader leaves them when their cells are not as many as the header's.</summary>
internal static class CutRows
{
    /// <summary>A line as the reader of delimited text has it: wider than the header.</summary>
    public static SourceRow Cut(string line)
    {
        var cells = line.Split(',');
        return new(1, 2, cells[..13], [new RowFault("MIG-FIL-004", -1, $"{cells.Length} cells, header 13.") { Advice = "perhaps an unquoted comma" }]) { Surplus = cells[13..], Joint = ',' };
    }

    /// <summary>The example's row without some of its cells.</summary>
    public static SourceRow Short(params string[] missing)
    {
        var there = RowDesk.Row().Where((_, i) => !missing.Contains(RowDesk.Header[i], StringComparer.Ordinal)).ToList();
        return new(1, 2, [.. there, .. missing.Select(_ => "")], [new RowFault("MIG-FIL-005", -1, $"{there.Count} cells, header 13.")]) { Missing = missing.Length };
    }

    public static int Column(string name) => Array.IndexOf(RowDesk.Header, name) + 1;
}
