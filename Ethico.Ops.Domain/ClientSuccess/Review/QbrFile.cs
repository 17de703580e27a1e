namespace Ethico.Ops.Domain.ClientSuccess;

public sealed record QbrFile(string Name, bool IsPdf, byte[] Content);
