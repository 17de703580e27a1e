using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Why a file cannot be read to its end; nothing of it is taken.</summary>
/// <param name="RuleCode">The code of migration.md 8 where there is one, such as MIG-FIL-003.</param>
/// <param name="Line">From 1.</param>
/// <param name="Offset">Bytes from the beginning of the file.</param>
public sealed record SourceFault(Refusal Refusal, string? RuleCode = null, long? Line = null, long? Offset = null)
{
    /// <summary>Which of the run's files, from 1.</summary>
    public int File { get; init; } = 1;

    /// <summary>The same where a run has several files: which of them is meant, by its place in the upload.</summary>
    public SourceFault InFile(int number) =>
        this with { File = number, Refusal = Refusal with { Sentence = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"File {number}: {Refusal.Sentence}") } };
}
