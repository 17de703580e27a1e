namespace Ethico.Ops.Domain.Migration;

public enum FileState
{
    Uploading,
    Stored,
    Removed,
}
