using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Access;
using Ethico.Ops.Portal.Auth;
using Microsoft.AspNetCore.SignalR;
using Serilog.Context;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// Stands before every call on Blazor's hub. The framework lets whoever knows a circuit's secret take the circuit over; here it stays
/// with the sign-in that opened it, the twenty-first is refused, floods are slowed, and each call gets a trace of its own.
/// </summary>
internal sealed partial class CircuitHubFilter(
    CircuitRegister register, MemoryRoom room, MessageBudget budget, IAuditTrail trail, TimeProvider clock, ILogger<CircuitHubFilter> log) : IHubFilter
{
    private const string PeerItem = "Ops.Peer";

    // Answers and acknowledgements belong to the act that asked for them.
    private static readonly HashSet<string> Answers = new(StringComparer.Ordinal)
    {
        "OnRenderCompleted", "EndInvokeJSFromDotNet", "ReceiveByteArray", "ReceiveJSDataChunk", "SendDotNetStreamToJS",
    };

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (PeerOf(invocationContext.Context) is not { } peer)
        {
            invocationContext.Context.Abort();
            return null;
        }

        if (!await PaceAsync(peer))
            return null;
        if (peer.Circuit is { IsDead: true })
        {
            peer.Abort();
            return null;
        }

        HubPeer.Current = peer;
        using var trace = Answers.Contains(invocationContext.HubMethodName) ? null : Correlation.Begin("circuit " + invocationContext.HubMethodName);
        using var who = LogContext.PushProperty("Operator", peer.Claims.Operator.Value);
        using var where = LogContext.PushProperty("Circuit", peer.Circuit?.CircuitId);
        if (!IsAtHome(invocationContext))
        {
            peer.Abort();
            return null;
        }

        return invocationContext.HubMethodName switch
        {
            "StartCircuit" => await OpenAsync(peer, invocationContext, next),
            "ConnectCircuit" => await ComeBackAsync(peer, invocationContext, next, opens: false),
            "ResumeCircuit" => await ComeBackAsync(peer, invocationContext, next, opens: true),
            _ => await next(invocationContext),
        };
    }

    /// <summary>The framework lets a circuit be told any base address; links and redirects would be built on it (quality.md C6).</summary>
    private static bool IsAtHome(HubInvocationContext context)
    {
        var at = context.HubMethodName switch { "StartCircuit" => 0, "ResumeCircuit" => 1, _ => -1 };
        if (at < 0)
            return true;
        return context.HubMethodArguments.Count > at && context.HubMethodArguments[at] is string home
            && Uri.TryCreate(home, UriKind.Absolute, out var address)
            && context.Context.GetHttpContext()?.Request.Headers.Origin is [{ } origin]
            && string.Equals(address.GetLeftPart(UriPartial.Authority), origin, StringComparison.OrdinalIgnoreCase);
    }

    private static HubPeer? PeerOf(HubCallerContext context)
    {
        if (context.Items.TryGetValue(PeerItem, out var known))
            return known as HubPeer;
        if (OpsClaims.Of(context.User) is not { } claims || context.GetHttpContext() is not { } http)
            return null;
        var peer = new HubPeer(claims, RequestFacts.Of(http), context);
        context.Items[PeerItem] = peer;
        return peer;
    }

    private async Task<bool> PaceAsync(HubPeer peer)
    {
        var wait = budget.Take(peer.Claims.Operator);
        if (wait is null)
        {
            Flooded(peer.Claims.Operator.Value);
            peer.Abort();
            return false;
        }

        if (wait > TimeSpan.Zero)
            await Task.Delay(wait.Value, clock);
        return true;
    }

    private async ValueTask<object?> OpenAsync(HubPeer peer, HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        // One connection, one circuit: the framework refuses it and ends the connection.
        if (peer.Circuit is not null)
            return await next(context);
        if (room.IsFull)
        {
            Full(peer.Claims.Operator.Value);
            throw new HubException(MemoryRoom.NoRoom);
        }

        if (register.TryOpen(peer.Claims, peer) is not { } circuit)
        {
            TooMany(peer.Claims.Operator.Value);
            throw new HubException(TooManyWindows);
        }

        peer.Circuit = circuit;
        var answer = await next(context);
        if (answer is string secret)
            register.Name(secret, circuit);
        else
            register.Close(circuit);
        return answer;
    }

    private async ValueTask<object?> ComeBackAsync(HubPeer peer, HubInvocationContext context, Func<HubInvocationContext, ValueTask<object?>> next, bool opens)
    {
        // A secret nobody here knows is the framework's to refuse; what a browser brings from before a restart holds ids only.
        var known = context.HubMethodArguments is [string secret, ..] ? register.Find(secret) : null;
        if (known is not null && (known.IsDead || !known.BelongsTo(peer.Claims)))
        {
            await TakeoverAsync(peer, known);
            return opens ? null : false;
        }

        if (opens)
            return await OpenAsync(peer, context, next);

        var answer = await next(context);
        if (answer is true && known is not null)
        {
            peer.Circuit = known;
            known.ServeOver(peer);
        }

        return answer;
    }

    private async Task TakeoverAsync(HubPeer peer, LiveCircuit circuit)
    {
        var isFirst = !circuit.IsDead;
        circuit.Kill();
        peer.Circuit?.Kill();
        if (isFirst)
        {
            var other = circuit.Owner.Operator == peer.Claims.Operator ? "sign-in" : "operator";
            Takeover(peer.Claims.Operator.Value, circuit.Owner.Operator.Value, circuit.CircuitId, other);
            var act = new AuditAct(AuditAction.CircuitTakeover)
            {
                EntityType = "Operator",
                EntityId = circuit.Owner.Operator.ToString(),
                Detail = new JsonObject { ["circuit"] = circuit.CircuitId, ["other"] = other },
            };
            await trail.RecordAsync(peer.Facts.ToCaller(peer.Claims, Correlation.Current()), act, refused: true, CancellationToken.None);
        }

        peer.Abort();
    }

    public const string TooManyWindows = "You have 20 windows of the portal open, which is as many as one person may. Close one, then reload this page.";

    [LoggerMessage(Level = LogLevel.Critical, Message = "Operator {Operator} presented the circuit secret of operator {Owner} (circuit {CircuitId}, other {Other}); both were closed")]
    private partial void Takeover(Guid @operator, Guid owner, string? circuitId, string other);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Operator {Operator} sends more messages than a person can; the connection was closed")]
    private partial void Flooded(Guid @operator);

    [LoggerMessage(Level = LogLevel.Warning, Message = "There is no memory for another circuit; one of operator {Operator} was refused")]
    private partial void Full(Guid @operator);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Operator {Operator} has as many circuits as one may; another was refused")]
    private partial void TooMany(Guid @operator);
}
