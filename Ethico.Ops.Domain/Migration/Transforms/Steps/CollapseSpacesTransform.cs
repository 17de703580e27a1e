namespace Ethico.Ops.Domain.Migration;

/// <summary>Each run of Unicode white space becomes one blank; line breaks count as white space.</summary>
public sealed record CollapseSpacesTransform : Transform
{
    public const string Word = "collapseSpaces";

    internal override TransformStep Compile(TransformColumns columns) => TextSteps.Each(WhiteSpace.Collapse);
}
