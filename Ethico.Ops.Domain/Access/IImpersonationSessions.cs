using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Access;

/// <summary>Sessions in the database. Each method is one transaction that carries its own entries.</summary>
public interface IImpersonationSessions
{
    /// <summary>Opens a session and ends the operator's earlier one as switched, both or neither. Takes a session-start token.</summary>
    Task<Outcome<SessionView>> OpenAsync(Caller caller, SessionWish wish, CancellationToken ct);

    /// <summary>The operator's open session; null without one. No entry: it is the caller's own.</summary>
    Task<Outcome<SessionView?>> FindOpenAsync(OperatorId who, CancellationToken ct);

    /// <summary>One session, open or over, where it is the caller's own; null else.</summary>
    Task<Outcome<SessionView?>> FindOwnAsync(Caller caller, SessionId session, CancellationToken ct);

    Task<Outcome<SessionView>> ExtendAsync(Caller caller, SessionId session, int minutes, string reason, CancellationToken ct);

    /// <param name="isLoud">A platform administrator's: told to every support administrator and marked to review.</param>
    Task<Outcome<SessionView>> StepUpAsync(Caller caller, SessionId session, string reason, bool isLoud, CancellationToken ct);

    Task<Outcome<SessionView>> FallBackAsync(Caller caller, SessionId session, CancellationToken ct);

    /// <summary>Ends a session; true if it was open. Ending one that is over is no fault.</summary>
    Task<Outcome<bool>> EndAsync(Caller caller, SessionId session, EndReason why, string? words, CancellationToken ct);

    /// <summary>All open sessions, oldest first, and those waiting for review; with a ViewLiveSessions entry.</summary>
    Task<Outcome<IReadOnlyList<SessionView>>> LiveAsync(Caller caller, CancellationToken ct);

    Task<Outcome<Done>> ReviewAsync(Caller caller, SessionId session, string words, CancellationToken ct);
}
