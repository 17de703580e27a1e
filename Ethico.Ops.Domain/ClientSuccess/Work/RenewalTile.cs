namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>How many contracts have so much time left, whatever the page is narrowed to.</summary>
public sealed record RenewalTile(RenewalBucket Bucket, int Count, int High, int WithoutBand);
