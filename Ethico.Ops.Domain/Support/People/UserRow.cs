using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>A login of the client's own people, masked.</summary>
/// <param name="LastSignInAt">By the person; null: never.</param>
/// <param name="Groups">What of it could be revealed.</param>
public sealed record UserRow(
    AccountId Id,
    string NameMasked,
    string MailMasked,
    AccountRole Role,
    AccountStatus Status,
    DateTimeOffset? LastSignInAt,
    SignInMethod? LastSignInBy,
    SecondFactor SecondFactor,
    bool MayHandleCases,
    DateOnly? AbsentUntil,
    IReadOnlyList<RevealGroup> Groups);
