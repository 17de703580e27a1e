namespace Ethico.Ops.Domain.Migration;

/// <summary>Where a workbook starts to count days.</summary>
public enum ExcelDateSystem
{
    From1900,
    From1904,
}
