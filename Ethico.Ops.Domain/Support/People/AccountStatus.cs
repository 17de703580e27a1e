namespace Ethico.Ops.Domain.Support;

/// <summary>State of a login of the client. Active: enabled.</summary>
public enum AccountStatus
{
    Invited,
    Active,
    Disabled,
}
