namespace Ethico.Ops.Infrastructure.Demo;

internal static partial class DemoRows
{
    /// <summary>platform.accounts</summary>
    internal sealed record Account
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public required string Role { get; init; }
        public required string Status { get; init; }
        public required string DisplayName { get; init; }
        public required string NameKey { get; init; }
        public required string Email { get; init; }
        public required byte[] EmailHash { get; init; }
        public required string EmailDomain { get; init; }
        public string? Phone { get; init; }
        public string? EmployeeId { get; init; }
        public string? JobTitle { get; init; }
        public Guid? ManagerId { get; init; }
        public string SecondFactor { get; init; } = "NONE";
        public string[] Languages { get; init; } = [];
        public bool MayHandleCases { get; init; }
        public DateOnly? AbsentUntil { get; init; }
        public DateTimeOffset? LastSignInAt { get; init; }
        public string? LastSignInMethod { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }

    /// <summary>platform.account_status_history</summary>
    internal sealed record AccountStatus
    {
        public required Guid OrganizationId { get; init; }
        public required Guid AccountId { get; init; }
        public required DateTimeOffset FromAt { get; init; }
        public required string Status { get; init; }
        public required DateTimeOffset RecordedAt { get; init; }
    }

    /// <summary>platform.account_credentials</summary>
    internal sealed record AccountCredential
    {
        public required Guid OrganizationId { get; init; }
        public required Guid AccountId { get; init; }
        public required DateTimeOffset ChangedAt { get; init; }
        public string? PasswordHash { get; init; }
        public byte[]? TotpSecret { get; init; }
        public byte[]? RecoveryCodes { get; init; }
    }

    /// <summary>platform.persons</summary>
    internal sealed record Person : Provenance
    {
        public required Guid OrganizationId { get; init; }
        public required Guid Id { get; init; }
        public Guid? AccountId { get; init; }
        public string? FullName { get; init; }
        public string? FirstName { get; init; }
        public string? LastName { get; init; }
        public string? NameKey { get; init; }
        public string? Email { get; init; }
        public byte[]? EmailHash { get; init; }
        public string? Phone { get; init; }
        public string? EmployeeId { get; init; }
        public string? JobTitle { get; init; }
        public string? Department { get; init; }
        public string? Company { get; init; }
        public Guid? UpdatedBy { get; init; }
        public required DateTimeOffset CreatedAt { get; init; }
        public required DateTimeOffset UpdatedAt { get; init; }
        public long RowVersion { get; init; } = 1;
    }
}
