namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>client-success.md 5.5. SQL that counts gets windows and kinds from here, so that they stand in one place.</summary>
public static class FeatureCatalog
{
    public const int LeastUses = 3;
    public const int LeastAccounts = 2;

    /// <summary>Entitled for fewer days it is new, and counts nowhere.</summary>
    public const int NewUnderDays = 30;

    public static IReadOnlyList<Feature> All { get; } =
    [
        new("HOTLINE_INTAKE", FeatureKind.Open, 30, 30),
        new("WEB_INTAKE", FeatureKind.Open, 30, 30),
        new("CASE_MANAGEMENT", FeatureKind.Worked, 30, 10),
        new("INVESTIGATIONS", FeatureKind.Worked, 30, 5),
        new("AI_ASSISTANT", FeatureKind.Worked, 30, 10),
        new("CUSTOM_WORKFLOWS", FeatureKind.Running, 30, 10),
        new("CUSTOM_DASHBOARDS", FeatureKind.Worked, 30, 20),
        new("POLICY_MANAGEMENT", FeatureKind.Worked, 90, 6),
        new("COI_CAMPAIGNS", FeatureKind.Worked, 90, 3),
        new("ATTESTATION_CAMPAIGNS", FeatureKind.Worked, 90, 3),
        new("GIFT_DISCLOSURES", FeatureKind.Worked, 90, 6),
        new("SSO_ENABLED", FeatureKind.Running, 30, 20),
        new("HRIS_INTEGRATION", FeatureKind.Running, 30, 20),
        new("API_USAGE", FeatureKind.Running, 30, 100),
    ];
}
