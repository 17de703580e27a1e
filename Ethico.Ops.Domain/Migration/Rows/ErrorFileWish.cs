namespace Ethico.Ops.Domain.Migration;

/// <summary>The file of rows with open errors and of rows left out (migration.md 4.4).</summary>
/// <param name="Reason">Asked for where personal and narrative cells are to be in it.</param>
public sealed record ErrorFileWish(bool IsUnredacted, string? Reason);
