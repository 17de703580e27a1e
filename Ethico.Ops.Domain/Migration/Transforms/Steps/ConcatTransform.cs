using System.Text;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Migration;

/// <summary>Several columns in the chosen order. The value so far stands for the feed's first column, so steps before it count.</summary>
/// <param name="Columns">Left out: the feed's own columns.</param>
/// <param name="Separator">Left out: a line break. May be empty.</param>
/// <param name="Labelled">"Header: value" for each.</param>
public sealed record ConcatTransform(IReadOnlyList<string>? Columns = null, string? Separator = null, bool Labelled = false) : Transform
{
    public const string Word = "concat";

    internal override Refusal? Check(TransformColumns columns)
    {
        foreach (var column in Columns ?? [])
            if (!columns.Has(column))
                return TransformRefusals.ColumnUnknown(Word, column);
        return string.IsNullOrEmpty(Separator) ? null : Separators.Check(Word, Separator);
    }

    internal override TransformStep Compile(TransformColumns columns)
    {
        var names = Columns ?? columns.Feed;
        var positions = names.Select(columns.At).ToArray();
        var labels = names.Select(n => n + ": ").ToArray();
        var own = columns.Feed.Count == 0 ? -1 : columns.At(columns.Feed[0]);
        var separator = Separator ?? "\n";
        return (TransformValue value, ReadOnlySpan<string> row, ref TransformFaults faults) =>
        {
            string? only = null;
            StringBuilder? joined = null;
            for (var i = 0; i < positions.Length; i++)
            {
                var cell = positions[i] == own ? value.Text : TransformColumns.Cell(row, positions[i], ref faults);
                if (string.IsNullOrWhiteSpace(cell))
                    continue;
                if (Labelled)
                    cell = labels[i] + cell;
                if (only is null)
                {
                    only = cell;
                    continue;
                }

                joined ??= new StringBuilder(only);
                if (joined.Length + separator.Length + cell.Length > TextMost)
                {
                    faults.Error(TransformCodes.TooLongOrTooSlow, "The joined columns are over 1 MB of text.");
                    break;
                }

                joined.Append(separator).Append(cell);
            }

            return TransformValue.Of(joined?.ToString() ?? only);
        };
    }
}
