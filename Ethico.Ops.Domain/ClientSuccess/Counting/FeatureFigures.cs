using System.Runtime.InteropServices;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>A feature on a day: what client_success.feature_day tells. Days are day numbers.</summary>
/// <param name="Feature">Its place in the catalogue.</param>
/// <param name="Uses">On the day.</param>
/// <param name="UsesWindow">Of an open channel: days published.</param>
/// <param name="LastUse">In the window.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FeatureFigures(
    int Feature, int Day, int Uses, int Accounts, int UsesWindow, int AccountsWindow, int UseDays, int? LastUse, bool WasEverUsed, int? EntitledSince, bool IsConfigured);
