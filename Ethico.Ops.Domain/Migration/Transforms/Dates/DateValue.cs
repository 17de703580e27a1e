using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.Migration;

/// <param name="Instant">In UTC.</param>
/// <param name="Precision">Whether the source named a time.</param>
/// <param name="Day">The calendar day as the source wrote it; what a date-only target stores.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DateValue(DateTimeOffset Instant, DatePrecision Precision, DateOnly Day);
