using System.Collections.Concurrent;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// How many hub messages one operator may send over all circuits (quality.md C4). Who is over it waits; who is far over it is
/// disconnected. People typing in twenty windows stay far below.
/// </summary>
internal sealed class MessageBudget(TimeProvider clock)
{
    /// <summary>Messages a second, in the long run.</summary>
    public const double Rate = 200;

    /// <summary>Messages at once, after a pause.</summary>
    public const double Burst = 600;

    /// <summary>Who would have to wait longer is disconnected.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<OperatorId, Bucket> _buckets = new();

    /// <summary>How long this message has to wait; null: too long, close the connection.</summary>
    public TimeSpan? Take(OperatorId who)
    {
        var bucket = _buckets.GetOrAdd(who, _ => new Bucket { At = clock.GetTimestamp() });
        lock (bucket)
        {
            var now = clock.GetTimestamp();
            bucket.Tokens = Math.Min(Burst, bucket.Tokens + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * Rate));
            bucket.At = now;
            var wait = TimeSpan.FromSeconds(Math.Max(0, (1 - bucket.Tokens) / Rate));
            if (wait > Patience)
                return null;
            bucket.Tokens--;
            return wait;
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; } = Burst;

        public long At { get; set; }
    }
}
