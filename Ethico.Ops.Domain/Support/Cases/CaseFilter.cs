using System.Globalization;
using System.Text.Json.Nodes;
using Ethico.Ops.Domain.Shared;

namespace Ethico.Ops.Domain.Support;

/// <summary>What the case list shows. Everything empty: all cases of the tenant.</summary>
public sealed record CaseFilter
{
    public const int TermMost = 50;

    public static CaseFilter All { get; } = new();

    public IReadOnlyCollection<CaseStatus> Statuses { get; init; } = [];

    public IReadOnlyCollection<CaseSeverity> Severities { get; init; } = [];

    public CategoryId? Category { get; init; }

    public AccountId? Handler { get; init; }

    /// <summary>Opened at this instant or later.</summary>
    public DateTimeOffset? OpenedFrom { get; init; }

    /// <summary>Opened before this instant.</summary>
    public DateTimeOffset? OpenedBefore { get; init; }

    /// <summary>A whole reference, or its beginning.</summary>
    public string? Term { get; init; }

    /// <summary>The term as it is sought; null where nothing is.</summary>
    public string? TidyTerm => string.IsNullOrWhiteSpace(Term) ? null : Term.Trim();

    /// <summary>Only cases that are not closed are asked for.</summary>
    public bool IsOpenOnly => Statuses.Count > 0 && !Statuses.Contains(CaseStatus.Closed);

    /// <summary>Null: good.</summary>
    public Refusal? Check()
    {
        if (TidyTerm is { } term && !IsTerm(term))
            return SupportRefusals.Term;
        return OpenedFrom is { } from && OpenedBefore is { } before && from >= before ? SupportRefusals.RangeReversed : null;
    }

    /// <summary>For the entry. Codes, ids, instants and a reference: nothing personal.</summary>
    public JsonObject ToDetail()
    {
        var detail = new JsonObject();
        if (Statuses.Count > 0)
            detail["statuses"] = Codes(Statuses);
        if (Severities.Count > 0)
            detail["severities"] = Codes(Severities);
        if (Category is { } category)
            detail["category"] = category.ToString();
        if (Handler is { } handler)
            detail["handler"] = handler.ToString();
        if (OpenedFrom is { } from)
            detail["openedFrom"] = Instant(from);
        if (OpenedBefore is { } before)
            detail["openedBefore"] = Instant(before);
        if (TidyTerm is { } term)
            detail["term"] = IsTerm(term) ? term : "(malformed)";
        return detail;
    }

    private static bool IsTerm(string term) => term.Length <= TermMost && !term.Any(char.IsControl);

    private static JsonArray Codes<T>(IReadOnlyCollection<T> values) where T : struct, Enum =>
        new([.. values.Distinct().Order().Select(v => (JsonNode)v.Stored())]);

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
