namespace Ethico.Ops.Domain.Migration;

/// <summary>The 168 hours in which a rollback may start. Decided by the database's clock; the page only tells it.</summary>
public static class RollbackWindow
{
    public static readonly TimeSpan Span = TimeSpan.FromHours(168);

    /// <summary>When holder and manager are reminded.</summary>
    public static readonly TimeSpan Reminder = TimeSpan.FromHours(120);

    /// <summary>Rows (created, updated and merged) above which a second person approves.</summary>
    public const int OnePersonMost = 10_000;

    public static DateTimeOffset EndsAt(DateTimeOffset completedAt) => completedAt + Span;

    /// <summary>UTC instants: a clock change of any zone inside the window moves nothing.</summary>
    public static bool IsOpen(DateTimeOffset completedAt, DateTimeOffset now) => now < EndsAt(completedAt);

    public static bool NeedsSecondPerson(int rows) => rows > OnePersonMost;
}
