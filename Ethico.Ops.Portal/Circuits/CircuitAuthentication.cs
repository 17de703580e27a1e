using System.Security.Claims;
using Ethico.Ops.Domain.Signals;
using Ethico.Ops.Portal.Auth;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// The circuit's person. Asked again every two minutes and at once when a signal concerns them; who no longer stands becomes nobody,
/// the page gives way to the sign-in page, and the connection is cut. The framework's own revalidating provider keeps the machine's
/// time and would take over a second subject; this one does neither.
/// </summary>
internal sealed partial class CircuitAuthentication : ServerAuthenticationStateProvider, IHostEnvironmentAuthenticationStateProvider, IDisposable
{
    private static readonly ClaimsPrincipal Nobody = new(new ClaimsIdentity());
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly CircuitPin _pin;
    private readonly Standings _standings;
    private readonly ISignals _signals;
    private readonly TimeProvider _clock;
    private readonly ILogger<CircuitAuthentication> _log;
    private IDisposable? _subscription;
    private ITimer? _timer;
    private ITimer? _farewell;
    private OpsClaims? _claims;

    public CircuitAuthentication(CircuitPin pin, Standings standings, ISignals signals, TimeProvider clock, ILogger<CircuitAuthentication> log)
    {
        _pin = pin;
        _standings = standings;
        _signals = signals;
        _clock = clock;
        _log = log;
        pin.Forgotten = EndAsync;
    }

    void IHostEnvironmentAuthenticationStateProvider.SetAuthenticationState(Task<AuthenticationState> authenticationStateTask)
    {
        // Called when the circuit opens, and again by the framework with whoever reconnects: only the first may be somebody. The
        // framework hands over finished tasks; one that is not would be nobody.
        var claims = authenticationStateTask is { IsCompletedSuccessfully: true, Result: var state } ? OpsClaims.Of(state.User) : null;
        if (_claims is null)
        {
            SetAuthenticationState(authenticationStateTask);
            Begin(claims);
        }
        else if (claims is null || claims.Operator != _claims.Operator || claims.SignIn != _claims.SignIn)
        {
            _pin.IsSignedOut = true;
            _pin.Circuit?.Kill();
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _timer?.Dispose();
        _farewell?.Dispose();
        // A circuit that ends before its farewell leaves its connection behind, and nobody who would cut it off.
        if (_pin.IsSignedOut)
            _pin.Circuit?.Kill();
    }

    /// <summary>Ends the sign-in for this circuit.</summary>
    public Task EndAsync()
    {
        if (_pin.IsSignedOut)
            return Task.CompletedTask;
        _pin.IsSignedOut = true;
        Ended(_claims?.Operator.Value);
        // The page leads to the sign-in page; a client that does not follow is cut off.
        _farewell ??= _clock.CreateTimer(_ => _pin.Circuit?.Kill(), state: null, Farewell, Timeout.InfiniteTimeSpan);
        SetAuthenticationState(Task.FromResult(new AuthenticationState(Nobody)));
        return Task.CompletedTask;
    }

    private void Begin(OpsClaims? claims)
    {
        _claims = claims;
        // Rendered for a request: nothing lives long enough to be asked again.
        if (claims is null || HubPeer.Current is null)
            return;
        _timer = _clock.CreateTimer(_ => _ = RevalidateAsync(), state: null, SignInRules.Revalidation, SignInRules.Revalidation);
        _subscription = _signals.Subscribe(Matters, signal =>
        {
            _standings.Drop(signal);
            return RevalidateAsync();
        });
    }

    private bool Matters(Signal signal) =>
        _claims is { } claims && signal.Kind switch
        {
            SignalKind.OperatorChanged => signal.Operator == claims.Operator,
            SignalKind.SignedOut => signal.SignIn == claims.SignIn,
            SignalKind.Resync => true,
            _ => false,
        };

    private async Task RevalidateAsync()
    {
        try
        {
            if (_claims is { } claims && await _standings.HoldsAsync(claims, CancellationToken.None) is false)
                await EndAsync();
        }
        catch (ObjectDisposedException)
        {
            // The host is going down, and its circuits with it.
        }
        catch (Exception fault)
        {
            Unasked(fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The sign-in of operator {Operator} is over for this circuit")]
    private partial void Ended(Guid? @operator);

    [LoggerMessage(Level = LogLevel.Error, Message = "Whether a circuit's sign-in still stands could not be asked")]
    private partial void Unasked(Exception fault);
}
