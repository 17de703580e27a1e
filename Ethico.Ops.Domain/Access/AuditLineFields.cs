using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// The fields of an entry that is a line of an export. A line has one form, that of <see cref="AuditJson"/>, down to the escapes: so a
/// chain that holds says that the file is byte for byte what was written.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct AuditLineFields : IAuditFields
{
    // What stands before each value.
    private static readonly byte[][] Leads =
    [
        .. ((string[])
        [
            "id", "stream", "sequence", "at", "actorKind", "actorId", "role", "sessionId", "organizationId", "action", "entityType", "entityId", "detail",
            "outcome", "reason", "ticket", "ip", "userAgent", "correlationId", "before", "after", "previousHash", "hash",
        ]).Select((name, i) => Encoding.UTF8.GetBytes($"{(i == 0 ? '{' : ',')}\"{name}\":")),
    ];

    private static readonly JavaScriptEncoder Encoder = AuditJson.Encoder;

    // What the encoder leaves as it is, one byte each, and the two that give a line its structure.
    private static readonly SearchValues<byte> Plains = SearchValues.Create(
        [(byte)'"', (byte)'\\', .. Enumerable.Range(0x20, 0x5f).Select(b => (byte)b).Where(b => Encoder.FindFirstCharacterToEncodeUtf8([b]) < 0)]);

    private static readonly SearchValues<byte> IdBytes = SearchValues.Create("0123456789abcdef-"u8);

    // No byte in the line asks for a closer look: every text in it that has no escapes is in its one form.
    private readonly bool isPlain;
    private ReadOnlySpan<byte> rest;
    private int next;

    public AuditLineFields(ReadOnlySpan<byte> line)
    {
        isPlain = !line.ContainsAnyExcept(Plains);
        if (!isPlain && !Utf8.IsValid(line))
            throw new FormatException("Not a text.");
        rest = line;
    }

    public void Id(IBufferWriter<byte> to)
    {
        Step();
        CopyId(to);
    }

    public void MaybeId(IBufferWriter<byte> to)
    {
        Step();
        if (IsNull())
            AuditCanon.Null(to);
        else
            CopyId(to);
    }

    public void Text(IBufferWriter<byte> to)
    {
        Step();
        CopyText(to);
    }

    public void Texts(IBufferWriter<byte> to, ReadOnlySpan<bool> mayBeNull)
    {
        foreach (var may in mayBeNull)
        {
            Step();
            if (may && IsNull())
                AuditCanon.Null(to);
            else
                CopyText(to);
        }
    }

    public long Number(IBufferWriter<byte> to)
    {
        Step();
        // 07, 7.0 and 7e0 are no second forms of 7.
        if (!Utf8Parser.TryParse(rest, out long value, out var read))
            throw new FormatException("Not a number.");
        Span<byte> form = stackalloc byte[20];
        value.TryFormat(form, out var length, default, CultureInfo.InvariantCulture);
        if (!rest[..read].SequenceEqual(form[..length]))
            throw new FormatException("Not the form of a number.");
        AuditCanon.Field(to, rest[..read]);
        rest = rest[read..];
        return value;
    }

    public void Instant(IBufferWriter<byte> to)
    {
        Step();
        var text = Plain();
        // The parser of the round-trip form wants seven decimals; it refuses what the calendar does not have.
        Span<byte> wide = stackalloc byte[28];
        if (text.Length != 27 || text[26] != (byte)'Z')
            throw new FormatException("Not an instant.");
        text[..26].CopyTo(wide);
        "0Z"u8.CopyTo(wide[26..]);
        if (!Utf8Parser.TryParse(wide, out DateTime _, out var read, 'O') || read != wide.Length)
            throw new FormatException("Not an instant.");
        AuditCanon.Field(to, text);
    }

    public void Hash(scoped Span<byte> to)
    {
        Step();
        var text = Plain();
        if (HasUpper(text) || text.Length != to.Length * 2 || Convert.FromHexString(text, to, out _, out _) is not OperationStatus.Done)
            throw new FormatException("Not a hash.");
    }

    public readonly void End()
    {
        if (!rest.SequenceEqual("}"u8))
            throw new FormatException("There is more than belongs here.");
    }

    private static bool HasUpper(ReadOnlySpan<byte> text) => text.ContainsAnyInRange((byte)'A', (byte)'F');

    // Hex, digits and hyphens have no reason to be escaped.
    private ReadOnlySpan<byte> Plain()
    {
        var text = Quoted(out var isEscaped);
        return isEscaped ? throw new FormatException("Not a plain text.") : text;
    }

    private void CopyId(IBufferWriter<byte> to)
    {
        var text = Plain();
        if (text.Length != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-' || text.Count((byte)'-') != 4 || text.ContainsAnyExcept(IdBytes))
            throw new FormatException("Not an id.");
        AuditCanon.Field(to, text);
    }

    private void CopyText(IBufferWriter<byte> to)
    {
        if (isPlain && TryCopyPlain(to))
            return;
        var whole = rest;
        var text = Quoted(out var isEscaped);
        if (!isEscaped)
        {
            AuditCanon.Field(to, Encoder.FindFirstCharacterToEncodeUtf8(text) < 0 ? text : throw new FormatException("Not the form of a text."));
            return;
        }

        // Without its escapes a text is shorter, never longer; written again it must be what stands here.
        var reader = new Utf8JsonReader(whole[..(text.Length + 2)]);
        reader.Read();
        var room = to.GetSpan(4 + text.Length);
        var length = reader.CopyString(room[4..]);
        var again = ArrayPool<byte>.Shared.Rent(text.Length + 12);
        var isSame = Encoder.EncodeUtf8(room.Slice(4, length), again, out _, out var written) is OperationStatus.Done && text.SequenceEqual(again.AsSpan(0, written));
        ArrayPool<byte>.Shared.Return(again);
        if (!isSame)
            throw new FormatException("Not the form of a text.");
        BinaryPrimitives.WriteInt32BigEndian(room, length);
        to.Advance(4 + length);
    }

    // A text of a plain line with no escapes but those of quote and backslash, which have one form. Anything else is left to the longer way.
    private bool TryCopyPlain(IBufferWriter<byte> to)
    {
        if (rest.IsEmpty || rest[0] != (byte)'"')
            return false;
        var room = to.GetSpan(4 + rest.Length);
        var text = room[4..];
        var (at, length) = (1, 0);
        while (true)
        {
            var step = rest[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
                return false;
            rest.Slice(at, step).CopyTo(text[length..]);
            at += step;
            length += step;
            if (rest[at] == (byte)'"')
                break;
            if (at + 1 == rest.Length || rest[at + 1] is not ((byte)'"' or (byte)'\\'))
                return false;
            text[length++] = rest[at + 1];
            at += 2;
        }

        BinaryPrimitives.WriteInt32BigEndian(room, length);
        to.Advance(4 + length);
        rest = rest[(at + 1)..];
        return true;
    }

    private ReadOnlySpan<byte> Quoted(out bool isEscaped)
    {
        if (rest.IsEmpty || rest[0] != (byte)'"')
            throw new FormatException("Not a text.");
        isEscaped = false;
        for (var end = 1; end < rest.Length; end += 2)
        {
            var step = rest[end..].IndexOfAny((byte)'"', (byte)'\\');
            if (step < 0)
                break;
            end += step;
            if (rest[end] == (byte)'"')
            {
                var text = rest[1..end];
                rest = rest[(end + 1)..];
                return text;
            }

            isEscaped = true;
        }

        throw new FormatException("The text has no end.");
    }

    private bool IsNull()
    {
        if (!rest.StartsWith("null"u8))
            return false;
        rest = rest[4..];
        return true;
    }

    private void Step()
    {
        var lead = Leads[next++];
        if (!rest.StartsWith(lead))
            throw new FormatException("The member is not here.");
        rest = rest[lead.Length..];
    }
}
