namespace Ethico.Ops.Domain.Migration;

/// <summary>The limits between the bands of migration.md 4.3.</summary>
public static class Bands
{
    public const decimal AcceptedFrom = 0.85m;
    public const decimal ReviewFrom = 0.60m;

    public static SuggestionBand Of(decimal confidence) => confidence switch
    {
        >= AcceptedFrom => SuggestionBand.Accepted,
        >= ReviewFrom => SuggestionBand.Review,
        _ => SuggestionBand.Unmapped,
    };
}
