using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Who signs in, and whether they still may. Each method is one transaction that carries its entry.</summary>
public interface IOperators
{
    /// <summary>
    /// Makes or refreshes the operator's row and writes SignIn; a role that changed ends their open session. A deactivated operator is
    /// refused, with a SignInRefused entry.
    /// </summary>
    Task<Outcome<OperatorId>> SignedInAsync(SignInFacts facts, CancellationToken ct);

    /// <summary>Writes SignInRefused for somebody who is no operator, or not now.</summary>
    Task<Outcome<Done>> SignInRefusedAsync(RefusedSignIn refused, CancellationToken ct);

    /// <summary>Ends this sign-in for good: its cookie is worth nothing any more, an open session ends as SignedOut, SignOut is written.</summary>
    Task<Outcome<Done>> SignedOutAsync(Caller caller, Guid signIn, CancellationToken ct);

    /// <summary>Whether operator and sign-in still stand, by the database.</summary>
    Task<Outcome<Standing>> StandingAsync(OperatorId who, Guid signIn, CancellationToken ct);

    /// <summary>One operator; null if there is none by that id.</summary>
    Task<Outcome<OperatorView?>> FindAsync(OperatorId who, CancellationToken ct);

    /// <summary>The active operators of one issuer, by role and name: for the demo sign-in page.</summary>
    Task<Outcome<IReadOnlyList<OperatorView>>> OfIssuerAsync(string issuer, CancellationToken ct);
}
