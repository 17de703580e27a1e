using System.Text;
using Ethico.Ops.Domain.ClientSuccess;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>A feature's place in the catalogue by its code, and the number it is stored under (client_success.feature_number): one more.</summary>
internal static class FeatureNumbers
{
    private static readonly byte[][] Codes = [.. FeatureCatalog.All.Select(f => Encoding.UTF8.GetBytes(f.Code))];

    /// <returns>-1: none of them.</returns>
    public static int Find(ReadOnlySpan<byte> code)
    {
        for (var i = 0; i < Codes.Length; i++)
        {
            if (code.SequenceEqual(Codes[i]))
                return i;
        }

        return -1;
    }

    public static int Stored(int place) => place + 1;

    public static int Place(int stored) => stored - 1;
}
