using Ethico.Ops.Domain.Migration;

namespace Ethico.Ops.Infrastructure.Imports.Detection;

/// <param name="Names">As in the file, by first appearance.</param>
/// <param name="Texts">Those that hold lists of objects, or nest too deep, and stay as JSON text.</param>
internal sealed record JsonColumns(IReadOnlyList<string> Names, IReadOnlySet<string> Texts, string? ArrayName)
{
    public IReadOnlyList<string> Shown { get; } = ColumnNames.Of(Names);

    /// <summary>Null where every name is a column as it stands.</summary>
    public IReadOnlyList<string>? Fields => Names.SequenceEqual(Shown, StringComparer.Ordinal) ? null : Names;

    public IReadOnlyList<string> ShownTexts => [.. Shown.Where((_, i) => Texts.Contains(Names[i]))];
}
