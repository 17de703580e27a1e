namespace Ethico.Ops.Portal.Components.Shared;

/// <summary>One tab: an address and its word.</summary>
/// <param name="IsWhole">Only this very address counts as being there, not those below it.</param>
public sealed record TabLink(string Href, string Text, bool IsWhole = false);
