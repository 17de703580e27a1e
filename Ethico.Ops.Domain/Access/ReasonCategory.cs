namespace Ethico.Ops.Domain.Access;

/// <summary>Why somebody enters a tenant, from a closed list (access.md 4). Stored by <see cref="SessionNames"/>.</summary>
public enum ReasonCategory
{
    SupportTicket,
    ClientAsked,
    ConfigurationReview,
    BugReproduction,
    MigrationHelp,
    TrainingOrOnboarding,
    SecurityInvestigation,
    Other,
}
