using System.Buffers.Binary;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>An array of integer as COPY sends it, taken some at a time; null is one without elements.</summary>
internal ref struct CopiedNumbers
{
    private const int Head = 20; // dimensions, flags, type, length and first index of an array
    private const int Element = sizeof(int) + sizeof(int);

    private ReadOnlySpan<byte> rest;

    public CopiedNumbers(ReadOnlySpan<byte> stored) => rest = stored.Length > Head ? stored[Head..] : [];

    public readonly bool IsOver => rest.IsEmpty;

    public readonly int this[int place] => BinaryPrimitives.ReadInt32BigEndian(rest[((place * Element) + sizeof(int))..]);

    public void Skip(int numbers) => rest = rest[(numbers * Element)..];
}
