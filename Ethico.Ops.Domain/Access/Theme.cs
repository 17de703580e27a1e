namespace Ethico.Ops.Domain.Access;

/// <summary>What the screen follows.</summary>
public enum Theme
{
    System,
    Light,
    Dark,
}
