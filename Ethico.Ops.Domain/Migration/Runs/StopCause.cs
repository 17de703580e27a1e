namespace Ethico.Ops.Domain.Migration;

/// <summary>Why an import stands still with rows left to do.</summary>
public enum StopCause
{
    /// <summary>Something is no longer as the preview saw it: the rest has to be previewed anew.</summary>
    Drift,
    Cancelled,
    Fault,
    TooManyFailed,
}
