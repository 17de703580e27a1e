using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Infrastructure.Imports.Readers;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <summary>Line ends outside quotes, as counted so far.</summary>
internal static class NewLineFact
{
    public static FormatFact Of(ReadingTally tally)
    {
        var all = tally.Lf + tally.CrLf + tally.Cr;
        var most = Math.Max(tally.Lf, Math.Max(tally.CrLf, tally.Cr));
        var kind = all > most ? NewLineKind.Mixed : tally.CrLf > 0 ? NewLineKind.CrLf : tally.Cr > 0 ? NewLineKind.Cr : NewLineKind.Lf;
        var evidence = string.Create(CultureInfo.InvariantCulture,
            $"{tally.Lf:N0} × LF, {tally.CrLf:N0} × CRLF, {tally.Cr:N0} × CR outside quotes. Each of them ends a record; those inside quotes belong to their cell.");
        return new(FactKind.NewLine, kind.ToString(), 1, evidence, []);
    }
}
