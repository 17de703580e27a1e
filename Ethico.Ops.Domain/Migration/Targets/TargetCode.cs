namespace Ethico.Ops.Domain.Migration;

/// <param name="Code">As schema platform stores it: capitals with underscores.</param>
/// <param name="Words">As a page shows it.</param>
public sealed record TargetCode(string Code, string Words);
