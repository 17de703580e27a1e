namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One component of one reading.</summary>
/// <param name="Numerator">As counted; tickets: their weighted number.</param>
/// <param name="Denominator">As counted; tickets: the accounts they are divided by.</param>
/// <param name="Score">0.0 to 100.0; null where absent.</param>
/// <param name="Absent">Why there is no score.</param>
public sealed record ComponentScore(Component Component, decimal Numerator, decimal Denominator, decimal? Score, AbsentCause? Absent, bool IsSmallBase)
{
    public bool IsPresent => Score is not null;
}
