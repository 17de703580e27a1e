namespace Ethico.Ops.Domain.Migration;

/// <summary>What a cell looks like; one cell may look like several, 20230405 like a date and a number.</summary>
[Flags]
public enum CellShapes
{
    None = 0,
    Email = 1,
    Phone = 2,
    Date = 4,
    Number = 8,
    Boolean = 16,
}
