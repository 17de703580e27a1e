namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>A report as a shape asks for it, and the case it became, if it did.</summary>
/// <param name="ReceivedAt">Also its place in the numbering of its client.</param>
/// <param name="Category">Standard code of one of the client's categories; null: none given.</param>
internal sealed record DemoReport(DateTimeOffset ReceivedAt, string? Category)
{
    public string? Severity { get; init; } = "MEDIUM";

    public string Channel { get; init; } = "WEB";

    public string? Language { get; init; } = "en-US";

    /// <summary>ANONYMOUS, CONFIDENTIAL, IDENTIFIED, PROXY or UNKNOWN; anonymity follows.</summary>
    public string ReporterType { get; init; } = "ANONYMOUS";

    public string State { get; init; } = "RELEASED";

    public DateTimeOffset? SubmittedAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public Guid? TakenBy { get; init; }

    public bool IsTest { get; init; }

    public bool IsInformationRequest { get; init; }

    public string? Details { get; init; }

    public string[] Addenda { get; init; } = [];

    /// <summary>Who is named, beside the reporter that an identified report brings along.</summary>
    public IReadOnlyList<DemoNamed> Named { get; init; } = [];

    public DemoCase? Case { get; init; }
}
