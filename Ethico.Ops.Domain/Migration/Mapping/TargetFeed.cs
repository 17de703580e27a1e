using System.Text.Json.Serialization;

namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// What a target is fed with. Several columns without a concat among the transforms are joined by line breaks in this order.
/// No column: a constant, named by the transform.
/// </summary>
/// <param name="Target">A key of <see cref="TargetFields"/>.</param>
/// <param name="SourceColumns">Names as the file's format has them, compared exactly.</param>
[method: JsonConstructor]
public sealed record TargetFeed(string Target, IReadOnlyList<string> SourceColumns, IReadOnlyList<Transform> Transforms)
{
    public TargetFeed(string target, params IReadOnlyList<string> sourceColumns)
        : this(target, sourceColumns, [])
    {
    }
}
