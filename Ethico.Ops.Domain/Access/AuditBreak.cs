using System.Globalization;

namespace Ethico.Ops.Domain.Access;

/// <summary>The first place where the trail is not what was written.</summary>
/// <param name="Words">What is wrong there, as the rest of a sentence.</param>
public sealed record AuditBreak(string? Stream, long? Sequence, long? Checkpoint, string Words)
{
    public string Sentence => (Stream, Sequence, Checkpoint) switch
    {
        ({ } stream, { } sequence, _) => string.Create(CultureInfo.InvariantCulture, $"broken at sequence {sequence} of stream {stream}: {Words}"),
        (_, _, { } checkpoint) => string.Create(CultureInfo.InvariantCulture, $"broken at checkpoint {checkpoint}: {Words}"),
        _ => $"broken: {Words}",
    };

    internal static AuditBreak At(string stream, long sequence, string words) => new(stream, sequence, null, words);

    internal static AuditBreak AtCheckpoint(long number, string words) => new(null, null, number, words);
}
