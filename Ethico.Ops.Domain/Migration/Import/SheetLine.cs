namespace Ethico.Ops.Domain.Migration;

/// <summary>One figure of the sheet, source beside live.</summary>
/// <param name="Subject">STATUS CLOSED, YEAR 2023, CATEGORY Harassment.</param>
public sealed record SheetLine(string Subject, int Source, int Live)
{
    public int Difference => Live - Source;

    public string Words => Difference switch
    {
        0 => "agree",
        > 0 => FormattableString.Invariant($"{Difference} more live than in the source"),
        _ => FormattableString.Invariant($"{-Difference} fewer live than in the source"),
    };
}
