namespace Ethico.Ops.Domain.Access;

/// <summary>
/// A run of entries as their carrier holds them. What is read from the carrier one after the other is taken apart and hashed on
/// whichever core is free. Disposed of once it was read.
/// </summary>
public abstract class AuditChunk : IDisposable
{
    public abstract void ReadInto(AuditBatch batch);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
