using System.Text.Json;

namespace Ethico.Ops.Domain.Access;

/// <summary>What an export says of itself. Its bytes are signed; the sums in it cover the other files.</summary>
public sealed record AuditManifest
{
    public const string Version = "ops-audit-export-1";

    private static readonly JsonSerializerOptions Form = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true };

    public required string Format { get; init; }

    /// <summary>EVERYTHING, WHOLE_STREAMS or FILTERED.</summary>
    public required string Extent { get; init; }

    /// <summary>One sentence for the reader: can it be verified, and if not, why.</summary>
    public required string Verifiable { get; init; }

    public required string TakenAt { get; init; }

    public required string TakenBy { get; init; }

    public required SortedDictionary<string, string> Filter { get; init; }

    public required long Entries { get; init; }

    public required long Streams { get; init; }

    public required long Checkpoints { get; init; }

    public required string KeyId { get; init; }

    /// <summary>Name of the file in the archive, and SHA-256 of its content in hex.</summary>
    public required SortedDictionary<string, string> Files { get; init; }

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Form);

    /// <summary>Null: not a manifest of this version.</summary>
    public static AuditManifest? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<AuditManifest>(bytes, Form);
            return string.Equals(manifest?.Format, Version, StringComparison.Ordinal) && ExtentOf(manifest!) is not null ? manifest : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static string Stored(AuditExtent extent) => extent switch
    {
        AuditExtent.Everything => "EVERYTHING",
        AuditExtent.WholeStreams => "WHOLE_STREAMS",
        _ => "FILTERED",
    };

    public static AuditExtent? ExtentOf(AuditManifest manifest) => manifest.Extent switch
    {
        "EVERYTHING" => AuditExtent.Everything,
        "WHOLE_STREAMS" => AuditExtent.WholeStreams,
        "FILTERED" => AuditExtent.Filtered,
        _ => null,
    };
}
