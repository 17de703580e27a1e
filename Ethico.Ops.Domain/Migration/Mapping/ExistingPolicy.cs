namespace Ethico.Ops.Domain.Migration;

/// <summary>What becomes of a record whose source key is already in the tenant and which nobody edited since.</summary>
public enum ExistingPolicy
{
    Skip,
    Update,
}
