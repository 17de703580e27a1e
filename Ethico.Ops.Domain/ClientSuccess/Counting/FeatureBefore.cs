using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A feature as it stood on the day before the first that is counted.</summary>
/// <param name="LastUse">A day number; of the window only.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FeatureBefore(int UsesWindow, int UseDays, int? LastUse, bool WasEverUsed);
