using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The days something counts on, in day numbers, both with it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DaySpan(UsageFigure Figure, int From, int To, int Amount);
