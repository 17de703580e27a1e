namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>One filter of a list.</summary>
/// <param name="Name">Its name in the address.</param>
/// <param name="IsMany">Several values at once, joined by commas in the address.</param>
public sealed record FilterSpec(string Name, string Title, IReadOnlyList<FilterOption> Options, bool IsMany = false);
