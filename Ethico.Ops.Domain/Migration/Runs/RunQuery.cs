namespace Ethico.Ops.Domain.Migration;

/// <param name="After">The cursor a page before gave; null: the first page.</param>
/// <param name="Size">1 to <see cref="SizeMost"/>.</param>
public sealed record RunQuery(RunFilter Filter, string? After = null, int Size = RunQuery.SizeUsual)
{
    public const int SizeUsual = 25;
    public const int SizeMost = 100;
}
