namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Why a component could not be measured. An unknown is never painted as good.</summary>
public enum AbsentCause
{
    NoAccounts,
    NothingClosedOrDue,
    NothingDue,
    NothingEntitled,
    Quiet,
}
