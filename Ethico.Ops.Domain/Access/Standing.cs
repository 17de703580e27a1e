namespace Ethico.Ops.Domain.Access;

/// <summary>What stands between a sign-in and its next act: null role for an operator who is gone or deactivated.</summary>
public sealed record Standing(Role? Role, bool IsSignInOver)
{
    public bool Holds(Role role) => Role == role && !IsSignInOver;
}
