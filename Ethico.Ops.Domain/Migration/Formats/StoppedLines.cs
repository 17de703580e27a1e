namespace Ethico.Ops.Domain.Migration;

/// <summary>The lines around the place where a file stopped making sense.</summary>
/// <param name="File">From 1, in the order of the upload.</param>
/// <param name="Line">The one that holds the place, from 1.</param>
/// <param name="Lines">In their order; the place is the marked one.</param>
public sealed record StoppedLines(int File, long Line, IReadOnlyList<SampleLine> Lines)
{
    /// <summary>As a page may have them: delimiters, quotes and what is beyond ASCII stay, letters and figures go.</summary>
    public StoppedLines Masked() => this with { Lines = [.. Lines.Select(SampleMasking.Line)] };
}
