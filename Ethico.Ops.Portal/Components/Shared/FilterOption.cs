namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>One value of a filter.</summary>
/// <param name="Value">In the address.</param>
/// <param name="Text">On the screen.</param>
/// <param name="Count">How many rows it would show, where that was counted.</param>
/// <param name="IsAlone">Stands for a set of its own: choosing it lets go of the others, and they of it.</param>
public sealed record FilterOption(string Value, string Text, long? Count = null, bool IsAlone = false);
