using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Ethico.Ops.Domain.Access;

/// <summary>The fields of an entry that is a line of an export. As strict as <see cref="AuditLineReader"/>: a value has one form.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct AuditLineFields : IAuditFields
{
    private static readonly byte[][] Names =
    [
        .. ((string[])
        [
            "id", "stream", "sequence", "at", "actorKind", "actorId", "role", "sessionId", "organizationId", "action", "entityType", "entityId", "detail",
            "outcome", "reason", "ticket", "ip", "userAgent", "correlationId", "before", "after", "previousHash", "hash",
        ]).Select(System.Text.Encoding.UTF8.GetBytes),
    ];

    private Utf8JsonReader json;
    private int next;

    public AuditLineFields(ReadOnlySpan<byte> line)
    {
        json = new Utf8JsonReader(line);
        if (!Utf8.IsValid(line) || !json.Read() || json.TokenType is not JsonTokenType.StartObject)
            throw new FormatException("Not an object.");
    }

    public void Id(IBufferWriter<byte> to)
    {
        Step();
        CopyId(to);
    }

    public void MaybeId(IBufferWriter<byte> to)
    {
        Step();
        if (json.TokenType is JsonTokenType.Null)
            AuditCanon.Null(to);
        else
            CopyId(to);
    }

    public void Text(IBufferWriter<byte> to)
    {
        Step();
        CopyText(to);
    }

    public void MaybeText(IBufferWriter<byte> to)
    {
        Step();
        if (json.TokenType is JsonTokenType.Null)
            AuditCanon.Null(to);
        else
            CopyText(to);
    }

    public long Number(IBufferWriter<byte> to)
    {
        Step();
        // 07, 7.0 and 7e0 are no second forms of 7.
        var value = json.GetInt64();
        Span<byte> form = stackalloc byte[20];
        value.TryFormat(form, out var length, default, CultureInfo.InvariantCulture);
        if (!json.ValueSpan.SequenceEqual(form[..length]))
            throw new FormatException("Not the form of a number.");
        AuditCanon.Field(to, json.ValueSpan);
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

    public void End()
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.EndObject || json.Read())
            throw new FormatException("There is more than belongs here.");
    }

    private static bool HasUpper(ReadOnlySpan<byte> text) => text.ContainsAnyInRange((byte)'A', (byte)'F');

    private readonly void CopyId(IBufferWriter<byte> to)
    {
        var text = Plain();
        if (HasUpper(text) || text.Length != 36 || !Utf8Parser.TryParse(text, out Guid _, out var read, 'D') || read != text.Length)
            throw new FormatException("Not an id.");
        AuditCanon.Field(to, text);
    }

    private readonly void CopyText(IBufferWriter<byte> to)
    {
        if (json.TokenType is not JsonTokenType.String)
            throw new FormatException("A value is missing.");
        if (!json.ValueIsEscaped)
        {
            AuditCanon.Field(to, json.ValueSpan);
            return;
        }

        // Without its escapes a text is shorter, never longer.
        var room = to.GetSpan(4 + json.ValueSpan.Length);
        var length = json.CopyString(room[4..]);
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(room, length);
        to.Advance(4 + length);
    }

    // Hex, digits and hyphens have no reason to be escaped.
    private readonly ReadOnlySpan<byte> Plain() =>
        json.TokenType is JsonTokenType.String && !json.ValueIsEscaped ? json.ValueSpan : throw new FormatException("Not a plain text.");

    private void Step()
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.PropertyName || !json.ValueTextEquals(Names[next++]) || !json.Read())
            throw new FormatException("The member is not here.");
    }
}
