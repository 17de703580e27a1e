namespace Ethico.Ops.Domain.Migration;

/// <summary>The transforms a target usually needs (the column By of migration.md 6.3). Dates and leads have choices of their own instead.</summary>
public static class UsualTransforms
{
    /// <summary>Names of migration.md 7.1, in order.</summary>
    public static IReadOnlyList<string> Of(TargetField field) => field switch
    {
        { Kind: TargetKind.Boolean } => ["trim", "parseBoolean"],
        { Kind: TargetKind.Number } => ["trim", "parseNumber"],
        { Kind: TargetKind.TextList } => ["splitList"],
        { HasValueMap: true } => ["trim", "mapValue"],
        { DataClass: DataClass.Contact } when field.Key.EndsWith(".email", StringComparison.Ordinal) => ["extractEmail"],
        { DataClass: DataClass.Contact } => ["extractPhone"],
        _ => ["trim"],
    };
}
