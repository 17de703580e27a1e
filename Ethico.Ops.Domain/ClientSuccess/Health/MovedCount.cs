namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record MovedCount(string Name, int Before, int After);
