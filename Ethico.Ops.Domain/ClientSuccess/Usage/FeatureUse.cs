namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One feature of one tenant at the end of a day, over the feature's own window.</summary>
/// <param name="Uses">In the window; of an open one, days published.</param>
/// <param name="Accounts">Distinct people in the window; 0 for machines and channels.</param>
/// <param name="UseDays">Days of the window with at least one use.</param>
/// <param name="EntitledSince">Null: not entitled on that day.</param>
public sealed record FeatureUse(
    Feature Feature, int Uses, int Accounts, int UseDays, DateOnly? LastUse, DateOnly? EntitledSince, bool IsConfigured)
{
    /// <summary>As they may leave (5.9).</summary>
    public ShownCount ShownUses => Feature.IsOnCases ? CountSuppression.One(Uses) : new(Uses, CountCover.None);
}
