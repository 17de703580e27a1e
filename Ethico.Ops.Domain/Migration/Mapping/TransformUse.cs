namespace Ethico.Ops.Domain.Migration;

/// <summary>One transform of a feed, by its name in migration.md 7.1, with what it is given: the words of emptyIf, the part of splitPart.</summary>
public sealed record TransformUse(string Name, params IReadOnlyList<string> Arguments);
