using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// The lines of an export: one JSON object each, members always in the order written here. Reading is strict, so that a line
/// has one form only: another order, an unknown member or upper-case hex is no record.
/// </summary>
public static class AuditJson
{
    /// <summary>Which characters of a text are escaped, and how.</summary>
    internal static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true };

    /// <summary>One writer for many lines: each is ended by the caller's <c>\n</c>.</summary>
    public static Utf8JsonWriter Writer(IBufferWriter<byte> to) => new(to, Options);

    public static void Write(Utf8JsonWriter to, AuditEntry entry)
    {
        to.WriteStartObject();
        to.WriteString("id"u8, entry.Id);
        to.WriteString("stream"u8, entry.Stream);
        to.WriteNumber("sequence"u8, entry.Sequence);
        to.WriteString("at"u8, AuditCanon.Instant(entry.At));
        to.WriteString("actorKind"u8, entry.ActorKind);
        to.WriteString("actorId"u8, entry.ActorId);
        to.WriteString("role"u8, entry.Role);
        to.WriteString("sessionId"u8, entry.SessionId?.ToString());
        to.WriteString("organizationId"u8, entry.OrganizationId?.ToString());
        to.WriteString("action"u8, entry.Action);
        to.WriteString("entityType"u8, entry.EntityType);
        to.WriteString("entityId"u8, entry.EntityId);
        to.WriteString("detail"u8, entry.Detail);
        to.WriteString("outcome"u8, entry.Outcome);
        to.WriteString("reason"u8, entry.Reason);
        to.WriteString("ticket"u8, entry.Ticket);
        to.WriteString("ip"u8, entry.Ip);
        to.WriteString("userAgent"u8, entry.UserAgent);
        to.WriteString("correlationId"u8, entry.CorrelationId);
        to.WriteString("before"u8, entry.Before);
        to.WriteString("after"u8, entry.After);
        Hex(to, "previousHash"u8, entry.PreviousHash);
        Hex(to, "hash"u8, entry.Hash);
        to.WriteEndObject();
        to.Flush();
    }

    public static void Write(Utf8JsonWriter to, AuditStreamEnd end)
    {
        to.WriteStartObject();
        to.WriteString("stream"u8, end.Stream);
        to.WriteNumber("sequence"u8, end.Sequence);
        Hex(to, "hash"u8, end.Hash);
        to.WriteEndObject();
        to.Flush();
    }

    public static void Write(Utf8JsonWriter to, AuditHead head)
    {
        to.WriteStartObject();
        to.WriteNumber("checkpoint"u8, head.Checkpoint);
        to.WriteString("stream"u8, head.Stream);
        to.WriteNumber("sequence"u8, head.Sequence);
        Hex(to, "hash"u8, head.Hash);
        to.WriteEndObject();
        to.Flush();
    }

    public static void Write(Utf8JsonWriter to, AuditCheckpoint checkpoint)
    {
        to.WriteStartObject();
        to.WriteNumber("number"u8, checkpoint.Number);
        to.WriteString("madeAt"u8, AuditCanon.Instant(checkpoint.MadeAt));
        to.WriteString("madeBy"u8, checkpoint.MadeBy);
        to.WriteNumber("headCount"u8, checkpoint.HeadCount);
        Hex(to, "headsHash"u8, checkpoint.HeadsHash);
        Hex(to, "previousSeal"u8, checkpoint.PreviousSeal);
        Hex(to, "seal"u8, checkpoint.Seal);
        Hex(to, "signature"u8, checkpoint.Signature);
        to.WriteString("keyId"u8, checkpoint.KeyId);
        Hex(to, "publicKey"u8, checkpoint.PublicKey);
        to.WriteEndObject();
        to.Flush();
    }

    /// <summary>Null: not a line of this kind.</summary>
    public static AuditEntry? ReadEntry(ReadOnlySpan<byte> line) => Read(line, static (ref AuditLineReader from) => new AuditEntry
    {
        Id = from.Id("id"u8) ?? throw new FormatException(),
        Stream = from.Text("stream"u8),
        Sequence = from.Number("sequence"u8),
        At = from.Instant("at"u8),
        ActorKind = from.Text("actorKind"u8),
        ActorId = from.Text("actorId"u8),
        Role = from.MaybeText("role"u8),
        SessionId = from.Id("sessionId"u8),
        OrganizationId = from.Id("organizationId"u8),
        Action = from.Text("action"u8),
        EntityType = from.MaybeText("entityType"u8),
        EntityId = from.MaybeText("entityId"u8),
        Detail = from.MaybeText("detail"u8),
        Outcome = from.Text("outcome"u8),
        Reason = from.MaybeText("reason"u8),
        Ticket = from.MaybeText("ticket"u8),
        Ip = from.MaybeText("ip"u8),
        UserAgent = from.MaybeText("userAgent"u8),
        CorrelationId = from.MaybeText("correlationId"u8),
        Before = from.MaybeText("before"u8),
        After = from.MaybeText("after"u8),
        PreviousHash = from.Hex("previousHash"u8),
        Hash = from.Hex("hash"u8),
    });

    public static AuditStreamEnd? ReadStreamEnd(ReadOnlySpan<byte> line) =>
        Read(line, static (ref AuditLineReader from) => new AuditStreamEnd(from.Text("stream"u8), from.Number("sequence"u8), from.Hex("hash"u8)));

    public static AuditHead? ReadHead(ReadOnlySpan<byte> line) => Read(
        line,
        static (ref AuditLineReader from) => new AuditHead(from.Number("checkpoint"u8), from.Text("stream"u8), from.Number("sequence"u8), from.Hex("hash"u8)));

    public static AuditCheckpoint? ReadCheckpoint(ReadOnlySpan<byte> line) => Read(line, static (ref AuditLineReader from) => new AuditCheckpoint(
        from.Number("number"u8), from.Instant("madeAt"u8), from.Text("madeBy"u8), checked((int)from.Number("headCount"u8)),
        from.Hex("headsHash"u8), from.Hex("previousSeal"u8), from.Hex("seal"u8), from.Hex("signature"u8), from.Text("keyId"u8), from.Hex("publicKey"u8)));

    private static void Hex(Utf8JsonWriter to, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> bytes) =>
        to.WriteString(name, Convert.ToHexStringLower(bytes.Span));

    private static T? Read<T>(ReadOnlySpan<byte> line, LineReading<T> read)
        where T : class
    {
        try
        {
            var from = new AuditLineReader(line);
            var value = read(ref from);
            from.End();
            return value;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException or OverflowException)
        {
            return null;
        }
    }

    private delegate T LineReading<out T>(ref AuditLineReader from);
}
