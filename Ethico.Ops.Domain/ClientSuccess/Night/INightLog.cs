using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Where a tenant that failed is written down with its fault; ids only.</summary>
public interface INightLog
{
    /// <summary>What a person finds the lines of this run by.</summary>
    string Reference { get; }

    void TenantFailed(NightKind kind, OrganizationId tenant, DateOnly day, Exception fault);
}
