using System.Collections.Frozen;

namespace Ethico.Ops.Domain.Migration;

/// <summary>A category every tenant may have under a name of its own (migration.md 6.5).</summary>
/// <param name="Code">As platform.categories.standard_code: CONFLICT_OF_INTEREST.</param>
/// <param name="Name">As it is created where the tenant has none.</param>
/// <param name="Words">Further words of the sources, English and German (ours).</param>
public sealed record StandardCategory(string Code, string Name, IReadOnlyList<string> Words)
{
    public static IReadOnlyList<StandardCategory> All { get; } =
    [
        Of("Harassment", "Sexual Harassment", "Belästigung", "Sexuelle Belästigung"),
        Of("Discrimination", "Racial Discrimination", "Age Discrimination", "Gender Discrimination", "Diskriminierung"),
        Of("Bullying", "Mobbing"),
        Of("Hostile Work Environment"),
        Of("Retaliation", "Vergeltung", "Repressalien"),
        Of("Workplace Violence", "Violence", "Violence/Threats", "Gewalt am Arbeitsplatz"),
        Of("Substance Abuse", "Drug/Alcohol", "Suchtmittel"),
        Of("Safety Concern", "Safety", "Workplace Safety", "Health & Safety", "Safety Issue", "Arbeitssicherheit"),
        Of("Fraud", "Financial Fraud", "Financial Misconduct", "Betrug"),
        Of("Theft", "Embezzlement", "Diebstahl", "Unterschlagung"),
        Of("Corruption", "Korruption"),
        Of("Bribery", "FCPA Violation", "Anti-Bribery", "Bestechung"),
        Of("Conflict of Interest", "COI", "Interessenkonflikt"),
        Of("Ethics Violation", "Code of Conduct", "Ethics Concern", "Code Violation", "Policy Violation", "Verhaltenskodex"),
        Of("Privacy Violation", "Data Breach", "Privacy Breach", "Data Protection", "GDPR Violation", "Datenschutz"),
        Of("Regulatory Violation", "Compliance", "Regulatory Compliance", "Compliance Issue", "Regelverstoß"),
        Of("Environmental Concern", "Environmental", "Umwelt"),
        Of("Human Rights", "Menschenrechte"),
        Of("Labor Violation", "Arbeitsrecht"),
        Of("Supply Chain Concern", "Supply Chain", "Lieferkette"),
        Of("Other", "Unknown", "General", "Miscellaneous", "Sonstiges"),
    ];

    private static readonly FrozenDictionary<string, StandardCategory> ByCode = All.ToFrozenDictionary(c => c.Code, StringComparer.Ordinal);

    public static StandardCategory? Find(string? code) => code is null ? null : ByCode.GetValueOrDefault(code);

    private static StandardCategory Of(string name, params string[] words) =>
        new(name.ToUpperInvariant().Replace(' ', '_'), name, words);
}
