using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <summary>No value and no fault: the cell is blank. A value may come with warnings; an error has none.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DateResult(DateValue? Value, IReadOnlyList<TransformFault>? Faults)
{
    public bool IsBlank => Value is null && Faults is null;
}
