using System.Globalization;

namespace Ethico.Ops.Domain.Access;

/// <summary>What a verification found: counts, and the first break or none.</summary>
/// <param name="KeyIds">The keys the checkpoints are signed with: to be compared with those one trusts.</param>
/// <param name="AnchorEndsAt">Last checkpoint of the anchor file; null where none was given.</param>
public sealed record AuditVerdict(
    long Entries, long Streams, long Checkpoints, AuditBreak? Break, IReadOnlyList<string> KeyIds, long? AnchorEndsAt)
{
    public bool IsIntact => Break is null;

    public string Sentence => Break?.Sentence
        ?? string.Create(CultureInfo.InvariantCulture, $"intact: {Entries} entries, {Streams} streams, {Checkpoints} checkpoints");
}
