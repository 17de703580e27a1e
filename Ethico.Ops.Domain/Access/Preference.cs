namespace Ethico.Ops.Domain.Access;

/// <summary>How one operator likes the portal.</summary>
/// <param name="SingleKeys">Whether single letters are short-cuts outside text fields (WCAG 2.1.4 wants a switch).</param>
public sealed record Preference(Theme Theme, bool SingleKeys)
{
    public static Preference Default { get; } = new(Theme.System, SingleKeys: true);
}
