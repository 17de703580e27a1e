namespace Ethico.Ops.Tests.Support;

/// <summary>A clock that runs as fast as any, but began at an instant of the test's: what a portal lives by beside a database that does the same.</summary>
internal sealed class RunningClock(DateTimeOffset start) : TimeProvider
{
    private readonly long began = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start + System.GetElapsedTime(began);
}
