namespace Ethico.Ops.Domain.Migration;

/// <summary>One field of a kept record that somebody changed since the import.</summary>
/// <param name="Before">Ahead of the import; null where the run made the record, or nothing stood there.</param>
public sealed record RollbackField(string Target, string? Before, string? Imported, string? Now, bool IsMasked);
