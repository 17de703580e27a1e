using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>client_success.usage_day.features as COPY sends it, and as it is put there: nine numbers a feature (0021).</summary>
internal ref struct FeaturesReader(ReadOnlySpan<byte> stored)
{
    private const int Numbers = 9;
    private const int EverUsed = 1;
    private const int Configured = 2;

    private CopiedNumbers stands = new(stored);

    /// <summary>What the day after one needs to know of it.</summary>
    public bool Next(int day, out int feature, out FeatureBefore before)
    {
        (feature, before) = (0, default);
        if (stands.IsOver)
            return false;
        feature = FeatureNumbers.Place(stands[0]);
        before = new(stands[3], stands[5], stands[6] is >= 0 and var ago ? day - ago : null, (stands[8] & EverUsed) != 0);
        stands.Skip(Numbers);
        return true;
    }

    /// <summary>Null: of no feature is anything to be said.</summary>
    public static void Put(CopyBuffer to, ReadOnlySpan<FeatureFigures> features)
    {
        if (features.IsEmpty)
        {
            to.Null();
            return;
        }

        Span<int> numbers = stackalloc int[Numbers * FeatureCatalog.All.Count];
        var length = 0;
        foreach (var f in features)
        {
            ReadOnlySpan<int> of =
            [
                FeatureNumbers.Stored(f.Feature), f.Uses, f.Accounts, f.UsesWindow, f.AccountsWindow, f.UseDays, f.Day - f.LastUse ?? -1, f.Day - f.EntitledSince ?? -1,
                (f.WasEverUsed ? EverUsed : 0) | (f.IsConfigured ? Configured : 0),
            ];
            of.CopyTo(numbers[length..]);
            length += Numbers;
        }

        to.AddArray(numbers[..length]);
    }
}
