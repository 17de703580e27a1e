namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="ExpiresOn">Tomorrow to 90 days on.</param>
public sealed record OverrideWish(Band Band, decimal? Score, string Reason, DateOnly ExpiresOn);
