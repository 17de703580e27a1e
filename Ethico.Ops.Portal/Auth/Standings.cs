using System.Collections.Concurrent;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Signals;

namespace Ethico.Ops.Portal.Auth;

/// <summary>
/// Whether a sign-in still stands, kept for at most thirty seconds and dropped at once by a signal. Every request and every circuit
/// asks here; the database remains the one that decides about acts.
/// </summary>
internal sealed partial class Standings : IDisposable
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);
    private const int Most = 20_000;

    private readonly ConcurrentDictionary<(Guid Operator, Guid SignIn), (Standing Standing, DateTimeOffset ReadAt)> _known = new();
    private readonly IOperators _operators;
    private readonly TimeProvider _clock;
    private readonly ILogger<Standings> _log;
    private readonly IDisposable _subscription;
    private long _generation;

    public Standings(IOperators operators, ISignals signals, TimeProvider clock, ILogger<Standings> log)
    {
        _operators = operators;
        _clock = clock;
        _log = log;
        _subscription = signals.Subscribe(
            signal => signal.Kind is SignalKind.OperatorChanged or SignalKind.SignedOut or SignalKind.Resync,
            signal =>
            {
                Drop(signal);
                return Task.CompletedTask;
            });
    }

    public void Dispose() => _subscription.Dispose();

    /// <summary>Null where the database gives no answer: nobody is signed out for that, and nobody gets a row for it either.</summary>
    public Task<bool?> HoldsAsync(OpsClaims claims, CancellationToken ct) =>
        _known.TryGetValue((claims.Operator.Value, claims.SignIn), out var known) && _clock.GetUtcNow() - known.ReadAt < Kept
            ? Task.FromResult<bool?>(known.Standing.Holds(claims.Role) && !SignInRules.IsTooOld(claims, _clock.GetUtcNow()))
            : AskAsync(claims, ct);

    /// <summary>The same, always from the database: an act does not rely on a signal having arrived.</summary>
    public async Task<bool?> AskAsync(OpsClaims claims, CancellationToken ct)
    {
        var now = _clock.GetUtcNow();
        if (SignInRules.IsTooOld(claims, now))
            return false;

        var key = (claims.Operator.Value, claims.SignIn);
        var generation = Interlocked.Read(ref _generation);
        var answer = await _operators.StandingAsync(claims.Operator, claims.SignIn, ct);
        if (!answer.IsAllowed)
        {
            Unanswered(answer.Refusal.Code);
            return null;
        }

        if (_known.Count > Most)
            _known.Clear();
        // A signal that came while the database was being asked may be about this very answer: it is used once and not kept.
        if (generation == Interlocked.Read(ref _generation))
            _known[key] = (answer.Value, now);
        return answer.Value.Holds(claims.Role);
    }

    /// <summary>Forgets what a signal makes doubtful.</summary>
    public void Drop(Signal signal)
    {
        Interlocked.Increment(ref _generation);
        foreach (var key in _known.Keys)
        {
            if (signal.Concerns(new(key.Operator)))
                _known.TryRemove(key, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether a sign-in still stands could not be asked: {Code}")]
    private partial void Unanswered(string code);
}
