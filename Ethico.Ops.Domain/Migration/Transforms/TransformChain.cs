using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// The compiled chain of one feed. Made once per mapping, applied to every row, by several threads if need be. The chain starts with
/// the feed's first column, cleaned; a feed of several columns whose chain has no concat of its own starts with them joined by LF.
/// </summary>
public sealed class TransformChain
{
    private readonly TransformStep[] steps;
    private readonly int start;

    private TransformChain(TransformStep[] steps, int start)
    {
        this.steps = steps;
        this.start = start;
    }

    /// <summary>Checks every step's arguments; a refusal names the step and what is wrong with it.</summary>
    /// <param name="transforms">In the order of the mapping.</param>
    /// <param name="feedColumns">The feed's source columns, in the order chosen; none where a constant feeds the target.</param>
    /// <param name="fileColumns">The file's columns; a row's cells lie in this order.</param>
    /// <param name="finder">What mask looks for; left out, the shipped lists.</param>
    public static Outcome<TransformChain> Compile(
        IReadOnlyList<Transform> transforms, IReadOnlyList<string> feedColumns, IReadOnlyList<string> fileColumns, SensitiveFinder? finder = null)
    {
        var columns = new TransformColumns(feedColumns, fileColumns, finder ?? SensitiveFinder.Shipped);
        foreach (var column in feedColumns)
            if (!columns.Has(column))
                return TransformRefusals.ColumnUnknown("copy", column);
        foreach (var transform in transforms)
            if (transform.Check(columns) is { } refusal)
                return refusal;

        var compiled = new List<TransformStep>(transforms.Count + 1);
        if (feedColumns.Count > 1 && !transforms.Any(t => t is ConcatTransform or ConstantTransform))
            compiled.Add(new ConcatTransform().Compile(columns));
        foreach (var transform in transforms)
            compiled.Add(transform.Compile(columns));
        return Outcome.Of(new TransformChain([.. compiled], feedColumns.Count == 0 ? -1 : columns.At(feedColumns[0])));
    }

    /// <summary>Total: any cells give a value, a fault, or both.</summary>
    /// <param name="cells">The whole row, in the order of the file's columns; missing cells read as empty.</param>
    public TransformResult Apply(ReadOnlySpan<string> cells)
    {
        var faults = default(TransformFaults);
        var value = start < 0 ? TransformValue.Blank : TransformValue.Of(TransformColumns.Cell(cells, start, ref faults));
        foreach (var step in steps)
            value = step(value, cells, ref faults);
        return new(value, faults.List);
    }
}
