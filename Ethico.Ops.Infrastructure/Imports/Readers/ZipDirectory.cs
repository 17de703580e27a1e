using System.Buffers.Binary;
using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Readers;

/// <summary>
/// Counts the entries of an archive before anything is made of them: the framework builds an object for each, and the number
/// in the archive is written by whoever made it.
/// </summary>
internal static class ZipDirectory
{
    private const uint EntryMark = 0x02014b50;
    private const uint EndMark = 0x06054b50;
    private const uint LocatorMark = 0x07064b50;
    private const uint End64Mark = 0x06064b50;
    private const int EndLength = 22;
    private const int EntryLength = 46;

    /// <exception cref="UnreadableSourceException">More entries than the limit, or no archive.</exception>
    public static void Check(Stream archive, FormatLimits limits)
    {
        archive.Position = Start(archive);
        var entry = new byte[EntryLength];
        for (var count = 0; Take(archive, entry) && BinaryPrimitives.ReadUInt32LittleEndian(entry) == EntryMark; count++)
        {
            if (count == limits.ZipEntries)
                throw new UnreadableSourceException(new(FormatRefusals.ZipEntries(limits.ZipEntries)));
            var tail = Word(entry, 28) + Word(entry, 30) + Word(entry, 32);
            archive.Position = Math.Min(archive.Length, archive.Position + tail);
        }
    }

    private static long Start(Stream archive)
    {
        var length = (int)Math.Min(archive.Length, EndLength + ushort.MaxValue);
        var tail = new byte[length];
        archive.Position = archive.Length - length;
        if (!Take(archive, tail))
            throw Damaged();
        for (var at = length - EndLength; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != EndMark)
                continue;
            long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            // Any of the three sends the framework to the longer record, whose list is then the one that counts.
            var defers = start == uint.MaxValue || Word(tail, at + 4) == ushort.MaxValue || Word(tail, at + 10) == ushort.MaxValue;
            return defers && at >= 20 ? Start64(archive, tail.AsSpan(at - 20, 20)) : Inside(archive, start);
        }

        throw Damaged();
    }

    private static long Start64(Stream archive, ReadOnlySpan<byte> locator)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != LocatorMark)
            throw Damaged();
        archive.Position = Inside(archive, BinaryPrimitives.ReadInt64LittleEndian(locator[8..]));
        var end = new byte[56];
        if (!Take(archive, end) || BinaryPrimitives.ReadUInt32LittleEndian(end) != End64Mark)
            throw Damaged();
        return Inside(archive, BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48)));
    }

    private static long Inside(Stream archive, long place) => place >= 0 && place <= archive.Length ? place : throw Damaged();

    private static int Word(byte[] entry, int at) => BinaryPrimitives.ReadUInt16LittleEndian(entry.AsSpan(at));

    private static bool Take(Stream archive, byte[] target) =>
        archive.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) == target.Length;

    private static UnreadableSourceException Damaged() => new(new(FormatRefusals.WorkbookDamaged));
}
