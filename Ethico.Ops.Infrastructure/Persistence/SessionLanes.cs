using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>
/// One unit of work of a session at a time, in the order they came. A session's row is locked from its entry to the end of its
/// transaction, so a page that reads three things at once waits for itself: here, without a connection and without the database's
/// patience for locks, which is meant for strangers and told the person that the database was busy.
/// </summary>
internal sealed class SessionLanes
{
    private readonly Lock gate = new();
    private readonly Dictionary<SessionId, Lane> lanes = [];

    /// <summary>The turn, until disposed; null when it did not come in time.</summary>
    public async Task<IDisposable?> TakeAsync(SessionId session, TimeSpan patience, CancellationToken ct)
    {
        Lane lane;
        lock (gate)
        {
            if (!lanes.TryGetValue(session, out lane!))
                lanes[session] = lane = new Lane();
            lane.Waiting++;
        }

        var turn = new Turn(this, session, lane);
        try
        {
            turn.IsHeld = await lane.Free.WaitAsync(patience, ct);
        }
        finally
        {
            if (!turn.IsHeld)
                turn.Dispose();
        }

        return turn.IsHeld ? turn : null;
    }

    private void Leave(SessionId session, Lane lane, bool wasHeld)
    {
        lock (gate)
        {
            if (wasHeld)
                lane.Free.Release();
            if (--lane.Waiting > 0)
                return;
            lanes.Remove(session);
            lane.Free.Dispose();
        }
    }

    private sealed class Lane
    {
        public SemaphoreSlim Free { get; } = new(1, 1);

        public int Waiting { get; set; }
    }

    private sealed class Turn(SessionLanes owner, SessionId session, Lane lane) : IDisposable
    {
        private bool isOver;

        public bool IsHeld { get; set; }

        public void Dispose()
        {
            if (isOver)
                return;
            isOver = true;
            owner.Leave(session, lane, IsHeld);
        }
    }
}
