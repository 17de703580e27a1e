namespace Ethico.Ops.Domain.Migration;

/// <summary>A line for judging the encoding by eye.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Text">At most 200 characters.</param>
/// <param name="Marks">Places in the text of characters beyond ASCII, for the page to mark.</param>
public sealed record SampleLine(long Line, string Text, IReadOnlyList<int> Marks);
