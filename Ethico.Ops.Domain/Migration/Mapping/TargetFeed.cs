namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// What a target is fed with. Several columns are joined by the transform concat in this order; without one the first filled
/// cell counts. No column: a constant, named by the transform.
/// </summary>
/// <param name="Target">A key of <see cref="TargetFields"/>.</param>
/// <param name="SourceColumns">Names as the file's format has them, compared exactly.</param>
public sealed record TargetFeed(string Target, IReadOnlyList<string> SourceColumns, IReadOnlyList<TransformUse> Transforms)
{
    public TargetFeed(string target, params IReadOnlyList<string> sourceColumns)
        : this(target, sourceColumns, [])
    {
    }
}
