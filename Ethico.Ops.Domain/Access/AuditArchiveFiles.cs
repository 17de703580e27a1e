namespace Ethico.Ops.Domain.Access;

/// <summary>The names in an export (docs/audit-format.md).</summary>
internal static class AuditArchiveFiles
{
    public const string Table = "entries.csv";
    public const string Entries = "entries.jsonl";
    public const string Streams = "streams.jsonl";
    public const string Checkpoints = "checkpoints.jsonl";
    public const string Heads = "heads.jsonl";
    public const string PublicKey = "public-key.pem";
    public const string Manifest = "manifest.json";
    public const string Signature = "manifest.sig";
}
