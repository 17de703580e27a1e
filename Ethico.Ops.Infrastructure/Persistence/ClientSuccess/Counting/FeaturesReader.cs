using System.Buffers.Binary;
using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>client_success.usage_day.features as COPY sends it, and as it is put there: nine numbers a feature (0021).</summary>
internal ref struct FeaturesReader
{
    private const int Head = 20; // dimensions, flags, type, length and first index of an array
    private const int Element = sizeof(int) + sizeof(int);
    private const int Numbers = 9;
    private const int EverUsed = 1;
    private const int Configured = 2;

    private ReadOnlySpan<byte> rest;

    public FeaturesReader(ReadOnlySpan<byte> stored) => rest = stored.Length > Head ? stored[Head..] : [];

    /// <summary>What the day after one needs to know of it.</summary>
    public bool Next(int day, out int feature, out FeatureBefore before)
    {
        (feature, before) = (0, default);
        if (rest.IsEmpty)
            return false;
        feature = FeatureNumbers.Place(Number(0));
        before = new(Number(3), Number(5), Number(6) is >= 0 and var ago ? day - ago : null, (Number(8) & EverUsed) != 0);
        rest = rest[(Numbers * Element)..];
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

    private readonly int Number(int place) => BinaryPrimitives.ReadInt32BigEndian(rest[((place * Element) + sizeof(int))..]);
}
