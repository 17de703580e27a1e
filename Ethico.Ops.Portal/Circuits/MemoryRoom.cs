namespace Ethico.Ops.Portal.Circuits;

/// <summary>
/// Is there memory for another circuit (quality.md E8)? What lived through the last collection is held against what the process may have:
/// the machine's or container's memory, or DOTNET_GCHeapHardLimit. A process that takes everybody in dies with everybody in it.
/// </summary>
internal sealed class MemoryRoom
{
    /// <summary>Share of the memory that may be in use when a new circuit is let in: the rest is for those who are in, and for an import's batches.</summary>
    public const double Most = 0.8;

    public const string NoRoom = "The portal is full at the moment: its memory holds no more windows. Nothing you did is lost; try again in a few minutes, or close a window you do not need.";

    private readonly Func<(long Used, long All)> measure;

    public MemoryRoom()
        : this(Measure)
    {
    }

    internal MemoryRoom(Func<(long Used, long All)> measure) => this.measure = measure;

    public bool IsFull => measure() is { All: > 0 } now && now.Used >= now.All * Most;

    internal static (long Used, long All) Measure()
    {
        var last = GC.GetGCMemoryInfo(GCKind.Any);
        return (last.HeapSizeBytes, last.TotalAvailableMemoryBytes);
    }
}
