using System.Globalization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>One line of the sheet: what the source has beside what is live.</summary>
/// <param name="Kind">STATUS, YEAR or CATEGORY.</param>
/// <param name="Source">Counted by reading the file again.</param>
public sealed record SheetTotal(string Kind, string Name, int Source, int Live)
{
    public int Difference => Live - Source;

    /// <summary>What a note about it hangs on.</summary>
    public string Subject => $"{Kind.ToLowerInvariant()}:{Name}";

    public string Words => Difference switch
    {
        0 => "the same",
        > 0 => string.Create(CultureInfo.InvariantCulture, $"{Difference:N0} more live than in the source"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{-Difference:N0} fewer live than in the source"),
    };
}
