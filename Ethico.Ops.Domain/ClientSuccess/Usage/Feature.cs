namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One of the fourteen features adoption is measured by.</summary>
/// <param name="Code">As the platform writes it.</param>
/// <param name="Days">Length of its window.</param>
/// <param name="Expected">Uses in the window; of an open one, days published.</param>
public sealed record Feature(string Code, FeatureKind Kind, int Days, int Expected)
{
    /// <summary>Its uses are work on cases: few of them tell how many cases there are.</summary>
    public bool IsOnCases => Code is "CASE_MANAGEMENT" or "INVESTIGATIONS";
}
