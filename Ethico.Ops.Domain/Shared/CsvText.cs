using System.Text;

namespace Ethico.Ops.Domain.Shared;

/// <summary>
/// CSV that a spreadsheet cannot be made to run: a cell beginning with = + - @, tab or CR gets an apostrophe before it
/// (ASVS 1.2.10), quotes are doubled, lines end in CR LF (RFC 4180).
/// </summary>
public sealed class CsvText
{
    private readonly StringBuilder text = new();

    public CsvText Line(params ReadOnlySpan<string?> cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            if (i > 0)
                text.Append(',');
            Cell(cells[i]);
        }

        text.Append("\r\n");
        return this;
    }

    /// <summary>UTF-8 with byte-order mark, without which Excel reads another encoding.</summary>
    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];

    private void Cell(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        var safe = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + value : value;
        if (safe.AsSpan().IndexOfAny(",\"\r\n\t") < 0)
            text.Append(safe);
        else
            text.Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }
}
