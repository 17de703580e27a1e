using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Portal.Components.Shared;

namespace Ethico.Ops.Portal.Components.Pages.Migration.Map;

/// <summary>Step 3 in words.</summary>
internal static class MapWording
{
    public static string Entity(TargetEntity entity) => entity switch
    {
        TargetEntity.Row => "Row key",
        TargetEntity.SecondaryCategory => "Second category",
        TargetEntity.Custom => "Custom field",
        _ => entity.ToString(),
    };

    /// <summary>"Case › Status".</summary>
    public static string Target(string key) => TargetFields.Find(key) is not { } field ? key
        : field.Entity is TargetEntity.Row or TargetEntity.Category or TargetEntity.Location && !key.Contains('_', StringComparison.Ordinal) && field.Words == Entity(field.Entity) ? field.Words
        : $"{Entity(field.Entity)} › {field.Words}";

    /// <summary>What the chooser of a column says.</summary>
    public static string Goes(ColumnView column) => column switch
    {
        { Targets.Count: > 0 } => string.Join(" + ", column.Targets.Select(Target)),
        { Choice: { } choice } => Choice(choice.Choice),
        _ => "—",
    };

    public static string Choice(UnmappedChoice choice) => choice switch
    {
        UnmappedChoice.Ignore => "Ignored",
        UnmappedChoice.CustomField => "Kept as custom field",
        UnmappedChoice.Notes => "Appended to notes",
        _ => throw new ArgumentOutOfRangeException(nameof(choice), choice, "Not a choice."),
    };

    public static (string Text, TagTone Tone) State(ColumnView column) => column.State switch
    {
        ColumnState.Accepted => ("Accepted", TagTone.Good),
        ColumnState.Confirm => ("Confirm order", TagTone.Caution),
        ColumnState.Review => ("Review", TagTone.Caution),
        _ when column.Choice is { Choice: UnmappedChoice.Ignore } => ("Ignored", TagTone.Unknown),
        _ when column.Choice is not null => ("Kept", TagTone.Good),
        _ => ("Unmapped", TagTone.Unknown),
    };

    /// <summary>The suggestion's confidence, where it speaks for what stands; null: a person's own choice, or nothing speaks.</summary>
    public static decimal? Confidence(ColumnView column) =>
        column.Suggestion.Target is { } target && (column.Targets.Count == 0 ? column.State is ColumnState.Review : column.Targets.Contains(target, StringComparer.Ordinal))
            ? column.Suggestion.Confidence : null;

    public static string Why(ColumnView column, MappingView view)
    {
        if (column.Date is { } date && (column.State is ColumnState.Confirm || date.Column.Order is not null))
            return string.Create(CultureInfo.InvariantCulture,
                $"month first fits {date.Fits(DateOrder.MonthFirst):N0} of {column.Filled:N0}, day first {date.Fits(DateOrder.DayFirst):N0}{(date.Column is { IsConfirmed: true, Order: { } order } ? $"; read {DateVerdict.Name(order)}" : "")}");
        var board = view.Values.FirstOrDefault(b => b.Columns.Contains(column.Name, StringComparer.Ordinal));
        if (board is not null && column.Targets.Count > 0 && board.Lines.Count(l => l.SourceValue.Length > 0) is var values)
            return string.Create(CultureInfo.InvariantCulture, $"{values:N0} {(values == 1 ? "value" : "values")}, {(board.Open == 0 ? "all mapped" : $"{board.Open:N0} open")}");
        if (column.State is ColumnState.Unmapped)
            return column.Filled == 0 ? "empty in every row" : string.Create(CultureInfo.InvariantCulture, $"filled in {Share(column)} of rows");
        if (column.Targets.Count > 0 && Confidence(column) is null)
            return "chosen by a person";
        return column.AverageLength > 100 ? string.Create(CultureInfo.InvariantCulture, $"{column.Suggestion.Reason} Free text, {column.AverageLength:N0} characters on average") : column.Suggestion.Reason;
    }

    public static string Share(ColumnView column) => column.FillShare switch
    {
        0 => "0 %",
        < 0.01 => "under 1 %",
        > 0.99 and < 1 => "over 99 %",
        var share => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %"),
    };

    public static string Filter(ColumnState state) => state.ToString().ToLowerInvariant();

    public static string Duplicates(DuplicatePolicy policy) => policy switch
    {
        DuplicatePolicy.Errors => "Leave them as errors",
        DuplicatePolicy.MergeFirstWins => "Merge: the first row's values win",
        DuplicatePolicy.MergeLastWins => "Merge: the last row's values win",
        DuplicatePolicy.KeepFirst => "Keep the first row only",
        DuplicatePolicy.KeepLast => "Keep the last row only",
        _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Not a policy."),
    };

    /// <summary>Why Validate cannot be pressed; null: it can.</summary>
    public static string? Locked(MappingView view)
    {
        var open = new List<string>();
        if (view.Mapping.RowKey is null && view.Missing.Any(m => m.Key is TargetKeys.RowKey))
            open.Add("choose the row key");
        if (view.Facts.ColumnsUndecided > 0)
            open.Add($"decide {Count(view.Facts.ColumnsUndecided, "column", "columns")}");
        if (view.Missing.Where(m => m.Key is not TargetKeys.RowKey).Select(m => m.Words).ToList() is { Count: > 0 } missing)
            open.Add($"feed {string.Join(", ", missing)}");
        if (view.Facts.DatesUnconfirmed > 0)
            open.Add($"confirm the order of {Count(view.Facts.DatesUnconfirmed, "date column", "date columns")}");
        if (view.Facts.LeadsUndecided > 0)
            open.Add("name the fallback queue");
        return open.Count == 0 ? null : $"Before validating: {string.Join(" · ", open)}.";
    }

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : many)}");
}
