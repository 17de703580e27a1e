namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>Why a trend is stable for want of days, not of movement.</summary>
public enum TrendNote
{
    New,
    Gaps,
}
