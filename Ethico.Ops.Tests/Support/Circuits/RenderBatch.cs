using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Ethico.Ops.Tests.Support.Circuits;

internal enum FrameType
{
    Element = 1,
    Text = 2,
    Attribute = 3,
    Component = 4,
    Region = 5,
    ElementReferenceCapture = 6,
    ComponentReferenceCapture = 7,
    Markup = 8,
    NamedEvent = 10,
}

internal enum EditType
{
    PrependFrame = 1,
    RemoveFrame = 2,
    SetAttribute = 3,
    RemoveAttribute = 4,
    UpdateText = 5,
    StepIn = 6,
    StepOut = 7,
    UpdateMarkup = 8,
    PermutationListEntry = 9,
    PermutationListEnd = 10,
}

/// <summary>
/// Reads what the server sends to be drawn: little-endian sections, found by five offsets in the last twenty bytes, and a table of
/// strings with LEB128 lengths.
/// </summary>
internal sealed class RenderBatch(ReadOnlyMemory<byte> bytes)
{
    private const int FrameLength = 20;
    private const int EditLength = 16;

    public int Length => bytes.Length;

    public IEnumerable<int> UpdatedComponents => Section(20).Select(Int32);

    public IEnumerable<int> DisposedComponents => Section(12).Select(Int32);

    public IEnumerable<ulong> DisposedHandlers => Section(8, width: 8).Select(UInt64);

    /// <summary>Where the frame with this index begins.</summary>
    public int Frame(int index) => Offset(16) + 4 + (index * FrameLength);

    public FrameType FrameTypeOf(int frame) => (FrameType)Int32(frame);

    /// <summary>The length of what follows a frame as its own, itself included; 1 where nothing does.</summary>
    public int Subtree(int frame) =>
        FrameTypeOf(frame) is FrameType.Element or FrameType.Component or FrameType.Region ? Int32(frame + 4) : 1;

    public string ElementName(int frame) => Text(Int32(frame + 8)) ?? "";

    public string Content(int frame) => Text(Int32(frame + 4)) ?? "";

    public int ComponentOf(int frame) => Int32(frame + 8);

    public string AttributeName(int frame) => Text(Int32(frame + 4)) ?? "";

    public string? AttributeValue(int frame) => Text(Int32(frame + 8));

    public ulong AttributeHandler(int frame) => UInt64(frame + 12);

    public int DiffComponent(int diff) => Int32(diff);

    public int EditCount(int diff) => Int32(diff + 4);

    public BatchEdit Edit(int diff, int index)
    {
        var at = diff + 8 + (index * EditLength);
        return new((EditType)Int32(at), Int32(at + 4), Int32(at + 8), Int32(at + 12));
    }

    public string? Text(int index)
    {
        if (index < 0)
            return null;

        var at = Int32(Offset(4) + (index * 4));
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            var part = bytes.Span[at++];
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }

        return Encoding.UTF8.GetString(bytes.Span.Slice(at, length));
    }

    private IEnumerable<int> Section(int fromEnd, int width = 4)
    {
        var start = Offset(fromEnd);
        return Enumerable.Range(0, Int32(start)).Select(index => start + 4 + (index * width));
    }

    private int Offset(int fromEnd) => Int32(bytes.Length - fromEnd);

    private int Int32(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Span[at..]);

    private ulong UInt64(int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span[at..]);
}

/// <summary>One change of a component's tree. <paramref name="Index"/>: the new frame, or where a moved child goes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BatchEdit(EditType Type, int Sibling, int Index, int Name);
