using System.Buffers.Binary;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>client_success.usage_day.feature_uses as COPY sends it: three numbers a feature, which it is, uses by people, by machines.</summary>
internal ref struct UsesReader
{
    private const int Head = 20; // dimensions, flags, type, length and first index of an array
    private const int Element = sizeof(int) + sizeof(int);

    private ReadOnlySpan<byte> rest;

    public UsesReader(ReadOnlySpan<byte> stored) => rest = stored.Length > Head ? stored[Head..] : [];

    public bool Next(out int feature, out int people, out int machines)
    {
        (feature, people, machines) = (0, 0, 0);
        if (rest.IsEmpty)
            return false;
        feature = FeatureNumbers.Place(Number(0));
        (people, machines) = (Number(1), Number(2));
        rest = rest[(3 * Element)..];
        return true;
    }

    private readonly int Number(int place) => BinaryPrimitives.ReadInt32BigEndian(rest[((place * Element) + sizeof(int))..]);
}
