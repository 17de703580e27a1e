namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <param name="Names">By first appearance.</param>
/// <param name="Texts">Those that hold lists of objects, or nest too deep, and stay as JSON text.</param>
internal sealed record JsonColumns(IReadOnlyList<string> Names, IReadOnlyList<string> Texts, string? ArrayName);
