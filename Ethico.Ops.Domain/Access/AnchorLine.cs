using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ethico.Ops.Domain.Access;

/// <summary>One line of the anchor file: a checkpoint as it was known outside the database.</summary>
public sealed record AnchorLine(long Number, DateTimeOffset MadeAt, int HeadCount, ReadOnlyMemory<byte> Seal, ReadOnlyMemory<byte> Signature, string KeyId)
{
    private static readonly JsonSerializerOptions Names = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static AnchorLine Of(AuditCheckpoint checkpoint) =>
        new(checkpoint.Number, checkpoint.MadeAt, checkpoint.HeadCount, checkpoint.Seal, checkpoint.Signature, checkpoint.KeyId);

    /// <summary>Without the line's end.</summary>
    public string Write() => CanonicalJson.Write(new JsonObject
    {
        ["number"] = Number,
        ["madeAt"] = AuditCanon.Instant(MadeAt),
        ["headCount"] = HeadCount,
        ["seal"] = Convert.ToHexStringLower(Seal.Span),
        ["signature"] = Convert.ToHexStringLower(Signature.Span),
        ["keyId"] = KeyId,
    })!;

    /// <summary>Null where the line is not whole: a crash may tear the last one, and its checkpoint then follows anew on a line of its own.</summary>
    public static AnchorLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<Wire>(line, Names) is { } wire && AuditCanon.ParseInstant(wire.MadeAt) is { } madeAt
                ? new AnchorLine(
                    wire.Number, madeAt, wire.HeadCount, Convert.FromHexString(wire.Seal), Convert.FromHexString(wire.Signature), wire.KeyId)
                : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return null;
        }
    }

    private sealed record Wire
    {
        public required long Number { get; init; }

        public required string MadeAt { get; init; }

        public required int HeadCount { get; init; }

        public required string Seal { get; init; }

        public required string Signature { get; init; }

        public required string KeyId { get; init; }
    }
}
