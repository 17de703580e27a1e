namespace Ethico.Ops.Domain.ClientSuccess;

/// <param name="Frequency">Days with use ÷ days in the window.</param>
public sealed record FeatureView(FeatureUse Use, FeatureLevel Level, bool IsNew, bool IsUsed, decimal Frequency);
