namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Delta">Mean of the last week less that of the week four weeks earlier; null where a week is missing.</param>
/// <param name="Recent">Mean of D−6…D.</param>
/// <param name="Earlier">Mean of D−34…D−28.</param>
public sealed record TrendReading(Trend Trend, decimal? Delta, TrendNote? Note, decimal? Recent, decimal? Earlier)
{
    public bool IsDeclining => Trend is Trend.Declining;
}
