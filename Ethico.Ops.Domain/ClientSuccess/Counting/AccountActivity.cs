namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>One account's days: as they were kept, and as they are with what this run saw.</summary>
public sealed class AccountActivity
{
    private ActiveDays days;
    private ActiveDays seen;
    private ActiveDays[]? features;
    private ActiveDays[]? seenFeatures;
    private (int From, int To)[] enabled = [];

    /// <summary>It has a row.</summary>
    public bool IsKept { get; private set; }

    /// <summary>Its row is not what it was.</summary>
    public bool IsChanged { get; private set; }

    public ref readonly ActiveDays Days => ref days;

    /// <summary>By the feature's place in the catalogue; empty: none was used.</summary>
    public ReadOnlySpan<ActiveDays> Features => features;

    internal ReadOnlySpan<(int From, int To)> Enabled => enabled;

    public void Keep(in ActiveDays kept)
    {
        days = kept;
        IsKept = true;
    }

    public void Keep(int feature, in ActiveDays kept) => (features ??= new ActiveDays[FeatureCatalog.All.Count])[feature] = kept;

    internal void See(int place, int? feature)
    {
        seen.Set(place);
        if (feature is { } used)
            (seenFeatures ??= new ActiveDays[FeatureCatalog.All.Count])[used].Set(place);
    }

    internal void Enable((int From, int To)[] spans) => enabled = spans;

    /// <summary>Days that were read whole are as they were seen; to others what came late is added.</summary>
    internal void Settle(ReadOnlySpan<(int From, int To)> whole)
    {
        IsChanged = Settle(ref days, seen, whole);
        if (features is null && seenFeatures is null)
            return;
        features ??= new ActiveDays[FeatureCatalog.All.Count];
        for (var i = 0; i < features.Length; i++)
            IsChanged |= Settle(ref features[i], seenFeatures is null ? default : seenFeatures[i], whole);
        seenFeatures = null;
    }

    private static bool Settle(ref ActiveDays days, in ActiveDays seen, ReadOnlySpan<(int From, int To)> whole)
    {
        var before = days;
        foreach (var (from, to) in whole)
            days.Clear(from, to);
        days.Add(seen);
        return !days.Equals(before);
    }
}
