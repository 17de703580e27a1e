using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>An event that counts.</summary>
/// <param name="Day">It lies on.</param>
/// <param name="Account">None: a machine's.</param>
/// <param name="Kind">What it was.</param>
/// <param name="Feature">Of a use, its place in the catalogue.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct UsageEvent(int Day, Guid? Account, UsageEventKind Kind, int? Feature);
