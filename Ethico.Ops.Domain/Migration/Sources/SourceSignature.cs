namespace Ethico.Ops.Domain.Migration;

/// <summary>The headers by which a source is known, with their points (migration.md 6.2).</summary>
internal sealed class SourceSignature(params (int Points, string[] Names)[] marks)
{
    public IReadOnlyList<(HeaderName Name, int Points)> Marks { get; } =
        [.. marks.SelectMany(group => group.Names.Select(name => (HeaderName.Of(name), group.Points)))];
}
