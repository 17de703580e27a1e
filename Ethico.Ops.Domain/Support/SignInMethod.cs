namespace Ethico.Ops.Domain.Support;

/// <summary>How the client's people sign in.</summary>
public enum SignInMethod
{
    Sso,
    Password,
}
