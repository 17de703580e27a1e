using System.Globalization;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The usage charts as a file, cell for cell what <see cref="UsageCells"/> shows.</summary>
internal static class UsageCsv
{
    public static byte[] Write(IReadOnlyList<UsageBar> bars, bool per100)
    {
        var csv = new CsvText();
        csv.Line("From", "To", "Sign-ins", "Active accounts", "Cases opened", "Cases closed", "Campaigns running", "Assignments completed", "Reports received", "Report views", "Remark");
        foreach (var bar in bars)
        {
            csv.Line([
                bar.From.ToString("O", CultureInfo.InvariantCulture), bar.To.ToString("O", CultureInfo.InvariantCulture), .. UsageCells.Of(bar, per100),
                UsageCells.Remark(bar),
            ]);
        }

        return csv.ToBytes();
    }
}
