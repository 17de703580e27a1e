using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>Someone named in a case, masked.</summary>
/// <param name="Roles">Usually one.</param>
/// <param name="Groups">What of them could be revealed here; a reporter's is only Reporter.</param>
public sealed record CasePerson(
    PersonId Id,
    IReadOnlyList<PersonRole> Roles,
    string? NameMasked,
    string? MailMasked,
    bool HasPhone,
    bool HasEmployment,
    bool HasAccount,
    IReadOnlyList<RevealGroup> Groups);
