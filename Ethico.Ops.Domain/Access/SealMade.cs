namespace Ethico.Ops.Domain.Access;

/// <param name="IsAnchored">False: the checkpoint stands in the database, but the anchor file could not be written; the next seal mends it.</param>
public sealed record SealMade(long Number, DateTimeOffset MadeAt, int HeadCount, bool IsAnchored);
