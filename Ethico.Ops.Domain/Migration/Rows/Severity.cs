namespace Ethico.Ops.Domain.Migration;

/// <summary>How much a finding weighs: an Error blocks its row, a Warning is accepted per group, an Info is read.</summary>
public enum Severity
{
    Error,
    Warning,
    Info,
}
