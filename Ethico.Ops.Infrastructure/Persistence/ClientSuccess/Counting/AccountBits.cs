using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>
/// An account's days as client_success.account_use keeps them: the first bit is its last day. Its features stand one behind the other, each a
/// byte with the feature's number and 23 with its days, counted from the same last day.
/// </summary>
internal static class AccountBits
{
    private const int LengthHead = sizeof(int); // how many bits
    private const int One = 1 + ActiveDays.Bytes;

    public static ActiveDays Days(ReadOnlySpan<byte> stored, int last) => ActiveDays.Read(stored[LengthHead..], last);

    public static void ReadFeatures(ReadOnlySpan<byte> stored, int last, AccountActivity account)
    {
        if (stored.IsEmpty)
            return;
        for (var rest = stored[LengthHead..]; !rest.IsEmpty; rest = rest[One..])
            account.Keep(FeatureNumbers.Place(rest[0]), ActiveDays.Read(rest[1..], last));
    }

    public static void Write(CopyBuffer row, AccountActivity account, int last)
    {
        Span<byte> days = stackalloc byte[ActiveDays.Bytes];
        account.Days.Write(days, last);
        row.AddBits(days, ActiveDays.Kept);
        Span<byte> features = stackalloc byte[One * FeatureCatalog.All.Count];
        var length = 0;
        for (var i = 0; i < account.Features.Length; i++)
        {
            if (account.Features[i].IsEmpty)
                continue;
            features[length] = (byte)FeatureNumbers.Stored(i);
            account.Features[i].Write(features[(length + 1)..], last);
            length += One;
        }

        if (length == 0)
            row.Null();
        else
            row.AddBits(features[..length], length * 8);
    }
}
