namespace Ethico.Ops.Domain.Migration;

/// <summary>Where a rollback stands, as last committed.</summary>
/// <param name="InUse">People, locations and categories that stay, counted apart from the records.</param>
public sealed record RollbackProgress(int Records, int Removed, int Restored, int Detached, int Kept, int InUse, bool IsDone);
