namespace Ethico.Ops.Infrastructure.Demo;

internal static partial class DemoRows
{
    /// <summary>platform.agreement_versions</summary>
    internal sealed record AgreementVersion
    {
        public required string Kind { get; init; }
        public required string Version { get; init; }
        public required DateTimeOffset CurrentFrom { get; init; }
    }

    /// <summary>platform.organizations</summary>
    internal sealed record Organization
    {
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public required string SearchName { get; init; }
        public required string Status { get; init; }
        public string? StatusReason { get; init; }
        public required DateTimeOffset StatusAt { get; init; }
        public required string Plan { get; init; }
        public string? TimeZone { get; init; }
        public string? DefaultLanguage { get; init; }
        public string[] Languages { get; init; } = [];
        public string? SignInMethod { get; init; }
        public bool SecondFactorRequired { get; init; }
        public bool HasLogo { get; init; }
        public string? PrimaryColour { get; init; }
        public string? AccentColour { get; init; }
        public string? SenderName { get; init; }
        public DateTimeOffset? LiveAt { get; init; }
        public DateTimeOffset? IntakeLiveAt { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }

    /// <summary>platform.organization_domains</summary>
    internal sealed record OrganizationDomain
    {
        public required Guid OrganizationId { get; init; }
        public required string Domain { get; init; }
        public required string Purpose { get; init; }
        public DateTimeOffset? VerifiedAt { get; init; }
        public DateTimeOffset? CertificateUntil { get; init; }
    }

    /// <summary>platform.agreements</summary>
    internal sealed record Agreement
    {
        public required Guid OrganizationId { get; init; }
        public required string Kind { get; init; }
        public required string Version { get; init; }
        public required DateTimeOffset AcceptedAt { get; init; }
        public Guid? AcceptedBy { get; init; }
    }

    /// <summary>platform.entitlements</summary>
    internal sealed record Entitlement
    {
        public required Guid OrganizationId { get; init; }
        public required string Feature { get; init; }
        public required DateOnly FromOn { get; init; }
        public DateOnly? UntilOn { get; init; }
    }

    /// <summary>platform.feature_configurations</summary>
    internal sealed record FeatureConfiguration
    {
        public required Guid OrganizationId { get; init; }
        public required string Feature { get; init; }
        public required DateTimeOffset FromAt { get; init; }
        public DateTimeOffset? UntilAt { get; init; }
    }

    /// <summary>platform.integrations</summary>
    internal sealed record Integration
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string Kind { get; init; }
        public required string Name { get; init; }
        public required bool IsActive { get; init; }
        public DateTimeOffset? ConfiguredAt { get; init; }
        public DateTimeOffset? LastTestAt { get; init; }
        public bool? LastTestOk { get; init; }
        public DateTimeOffset? LastSyncAt { get; init; }
        public bool? LastSyncOk { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
    }

    /// <summary>platform.workflows</summary>
    internal sealed record Workflow
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string Name { get; init; }
        public bool IsActive { get; init; }
        public bool HasTimeLimits { get; init; }
        public bool IsCustom { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
    }

    /// <summary>platform.hotline_numbers</summary>
    internal sealed record HotlineNumber
    {
        public required Guid OrganizationId { get; init; }
        public required string Number { get; init; }
        public string? Label { get; init; }
        public string? Language { get; init; }
        public required string Status { get; init; }
        public DateTimeOffset? RoutedAt { get; init; }
    }

    /// <summary>platform.number_counters</summary>
    internal sealed record NumberCounter
    {
        public required Guid OrganizationId { get; init; }
        public required string Kind { get; init; }
        public required int Year { get; init; }
        public int LastValue { get; init; }
    }
}
