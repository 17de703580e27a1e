namespace Ethico.Ops.Portal.Components.Pages.Audit;

/// <summary>One field of a change.</summary>
/// <param name="Before">Null: it was not there.</param>
public sealed record ValueChange(string Field, string? Before, string? After)
{
    public bool IsChanged => !string.Equals(Before, After, StringComparison.Ordinal);
}
