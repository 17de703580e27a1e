namespace Ethico.Ops.Domain.ClientSuccess;

public enum UnscoredCause
{
    NotLive,
    UsageMissing,
    ComputationFailed,
}
