using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>The live side of a sheet, and which source rows were not to be records of their own.</summary>
internal sealed record LiveSide(
    int Created, int Updated, int Merged, int Skipped, int Failed, Dictionary<string, int> ByStatus, Dictionary<string, int> ByYear,
    Dictionary<string, int> ByCategory, Dictionary<string, int> Reasons, Dictionary<string, int> Apart, IReadOnlySet<int> LeftOut,
    Dictionary<string, SheetRows> Rows)
{
    public SheetFigures Beside(SourceTotals source) => new(
        source.Rows, Created, Updated, Merged, Skipped, Failed, ByStatus.Values.Sum(),
        [
            .. SheetFigures.Compare("STATUS", source.ByStatus, ByStatus), .. SheetFigures.Compare("YEAR", source.ByYear, ByYear),
            .. SheetFigures.Compare("CATEGORY", source.ByCategory, ByCategory),
        ],
        Reasons, Apart) { Rows = Rows };
}
