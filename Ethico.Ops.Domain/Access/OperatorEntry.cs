using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>An operator as the operators page lists them.</summary>
/// <param name="OpenIn">The tenant their open session is in, if one is open.</param>
public sealed record OperatorEntry(
    OperatorId Id,
    string Name,
    string? Email,
    Role Role,
    bool IsActive,
    DateTimeOffset? LastSignInAt,
    string? OpenIn,
    IReadOnlyList<AssignmentEntry> Assignments);
