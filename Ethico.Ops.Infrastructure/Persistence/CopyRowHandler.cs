namespace Ethico.Ops.Infrastructure.Persistence;

/// <summary>What is done with each row.</summary>
internal delegate void CopyRowHandler(ref CopyRow row);
