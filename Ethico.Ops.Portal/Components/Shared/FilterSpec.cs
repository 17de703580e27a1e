namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>One filter of a list.</summary>
/// <param name="Name">Its name in the address.</param>
/// <param name="IsMany">Several values at once, joined by commas in the address.</param>
/// <param name="Default">The value a list has where the address says nothing.</param>
/// <param name="Neutral">What the address says once that default was taken away.</param>
public sealed record FilterSpec(
    string Name, string Title, IReadOnlyList<FilterOption> Options, bool IsMany = false, string? Default = null, string? Neutral = null);
