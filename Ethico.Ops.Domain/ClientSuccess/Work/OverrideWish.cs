namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="ExpiresOn">Tomorrow to 90 days on.</param>
public sealed record OverrideWish(Band Band, decimal? Score, string Reason, DateOnly ExpiresOn)
{
    /// <summary>The active one it takes the place of, as it was looked at; null: there was none.</summary>
    public Guid? Over { get; init; }
}
