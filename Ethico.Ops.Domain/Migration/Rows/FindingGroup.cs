namespace Ethico.Ops.Domain.Migration;

/// <summary>One line of the Validate page: a rule and a column with its counts.</summary>
/// <param name="Open">Neither fixed nor in a row that was left out.</param>
/// <param name="AcceptedBy">The operator's name, where the warnings were accepted.</param>
public sealed record FindingGroup(
    FindingGroupKey Key, string? ColumnName, string Condition, string Advice, int Total, int Open, string? AcceptedBy, DateTimeOffset? AcceptedAt);
