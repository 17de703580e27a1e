namespace Ethico.Ops.Domain.Migration;

/// <summary>What a rollback would do (migration.md 4.8), as counted at <see cref="MadeAt"/>. Records are cases with what hangs on them.</summary>
/// <param name="Digest">Hex: what the click, and the second person, confirm.</param>
public sealed record RollbackPreview(
    Guid Id, DateTimeOffset MadeAt, string Digest, int Records, int Removes, int Restores, int KeptEdited, int KeptBlocked, int KeptInUse);
