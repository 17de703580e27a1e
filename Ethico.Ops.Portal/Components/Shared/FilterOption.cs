namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>One value of a filter.</summary>
/// <param name="Value">In the address.</param>
/// <param name="Text">On the screen.</param>
/// <param name="Count">How many rows it would show, where that was counted.</param>
public sealed record FilterOption(string Value, string Text, long? Count = null);
