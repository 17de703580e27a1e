namespace Ethico.Ops.Domain.Support;

/// <summary>What a login of the client may do there.</summary>
public enum AccountRole
{
    Administrator,
    ComplianceLead,
    Investigator,
    Employee,
}
