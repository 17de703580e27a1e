using System.Text.Json;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>A source row as validation stages it.</summary>
internal sealed record StagedLine(string Key)
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string State { get; init; } = "READY";
    public string? SkipCode { get; init; }
    public int? MergedInto { get; init; }
    public string? Reference { get; init; } = Key;
    public string? ReportReference { get; init; }
    public DateTimeOffset Received { get; init; } = new(2023, 3, 4, 5, 0, 0, TimeSpan.Zero);
    public string Details { get; init; } = $"What {Key} says";
    public bool? Anonymous { get; init; }
    public string ReporterType { get; init; } = "UNKNOWN";
    public string Status { get; init; } = "IN_PROGRESS";
    public string? Outcome { get; init; }
    public string? OutcomeDetail { get; init; }
    public string? Severity { get; init; } = "LOW";
    public int Category { get; init; } = 1;
    public int? Location { get; init; }
    public DateTimeOffset? Closed { get; init; }
    public Guid? Handler { get; init; }
    public Guid? Queue { get; init; }
    public string? LeadText { get; init; }
    public string? Notes { get; init; }

    [System.Text.Json.Serialization.JsonIgnore]
    public IReadOnlyList<StagedPerson> People { get; init; } = [];

    [System.Text.Json.Serialization.JsonIgnore]
    public string? Investigation { get; init; }
}
