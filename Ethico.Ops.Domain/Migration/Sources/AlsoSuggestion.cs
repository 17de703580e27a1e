namespace Ethico.Ops.Domain.Migration;

/// <summary>A second target of the same column, where nothing else feeds it: a case's number is its key and its reference.</summary>
public sealed record AlsoSuggestion(string Target, decimal Confidence)
{
    public SuggestionBand Band => Bands.Of(Confidence);
}
