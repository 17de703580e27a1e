using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>
/// The bases of alleged discrimination as the docket spells them, and the categories a person gave them: the basis named first, then
/// the second. Compared folded, so that neither line breaks nor commas make a difference: 39 spellings, 34 with blanks folded, 32 in that form.
/// </summary>
internal static class DocketBasis
{
    public const string Race = "Race";
    public const string NotStated = "Not stated";
    public const string Disability = "Disability";
    public const string NationalOrigin = "National origin";
    public const string Retaliation = "Retaliation";
    public const string Other = "Other";
    public const string Age = "Age";
    public const string Sex = "Sex";

    private static readonly Dictionary<string, (string First, string? Second)> Known = new (string Spelling, string First, string? Second)[]
    {
        ("Title VI: Race", Race, null),
        ("Title VI: Race, National Origin", Race, NationalOrigin),
        ("Title VI: Race, Retaliation", Race, Retaliation),
        ("Title VI: Race, Retaliation Section 504: Disability", Race, Retaliation),
        ("Title VI: Race Section 504: Disability", Race, Disability),
        ("Title VI: Race, Section 504/Age Act: Disability, Age Disability", Race, Disability),
        ("Title VI: Race/Income", Race, null),
        ("N/A", NotStated, null),
        ("None", NotStated, null),
        ("None Stated", NotStated, null),
        ("Unknown", NotStated, null),
        ("Unknown (envir. conditions)", NotStated, null),
        ("Section 504: Disability", Disability, null),
        ("ADA/Section 504: Disability", Disability, null),
        ("Section 504/ADA: Disability", Disability, null),
        ("Section 504/Title VI: Disability", Disability, null),
        ("Section 504: Disability, Employment", Disability, null),
        ("Section 504: Disability, Retaliation", Disability, Retaliation),
        ("Section 504: Disability Title VI: Retaliation", Disability, Retaliation),
        ("Section 504: Disability Age Discrimination Act: Age Title VI: Retaliation", Disability, Age),
        ("Section 504/Age Act: Disability, Age", Disability, Age),
        ("Section 504/Title IX: Disability, Sex", Disability, Sex),
        ("Title VI: National Origin", NationalOrigin, null),
        ("Title VI: National Origin Section 504: Disability", NationalOrigin, Disability),
        ("Title VI: Retaliation", Retaliation, null),
        ("Title VI: Retaliation, National Origin", Retaliation, NationalOrigin),
        ("Title VI and NEPA", Other, null),
        ("Title VI: Procedural Violations", Other, null),
        ("Unknown (corruption in agency)", Other, null),
        ("Unknown (mediation service)", Other, null),
        ("Age Discrimination Act: Age Title VI: Race", Age, Race),
        ("Sex Discrimination in Employment", Sex, null),
    }.ToDictionary(row => NameFolding.Fold(row.Spelling), row => (row.First, row.Second), StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">A spelling nobody has decided on: it is not guessed.</exception>
    public static (string First, string? Second) Of(string spelling) =>
        Known.TryGetValue(NameFolding.Fold(spelling), out var bases) ? bases : throw new InvalidOperationException("The docket has a basis nobody has mapped.");
}
