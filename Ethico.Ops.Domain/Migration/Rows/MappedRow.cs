namespace Ethico.Ops.Domain.Migration;

/// <summary>
/// One source row after mapping: the values its report and case will have. A class with setters and not a record, because a
/// million of them pass through one instance.
/// </summary>
public sealed class MappedRow
{
    /// <summary>Number in the run, over all files.</summary>
    public int Number { get; set; }
    public int FileNumber { get; set; }
    public int FileRow { get; set; }
    public long Line { get; set; }
    public string? RowKey { get; set; }

    /// <summary>SHA-256 over the source cells with their fixes.</summary>
    public byte[] Digest { get; set; } = [];
    public long? KeyHash { get; set; }

    /// <summary>Of the id before its transforms, where they changed it.</summary>
    public long? RawKeyHash { get; set; }
    public long? ReferenceHash { get; set; }
    public long? ReportHash { get; set; }
    public long? TextHash { get; set; }

    public string? ReportReference { get; set; }
    public DateTimeOffset? ReceivedAt { get; set; }
    public string? ReceivedPrecision { get; set; }
    public string? Details { get; set; }
    public string? Summary { get; set; }
    public DateOnly? IncidentOn { get; set; }
    public string? IncidentNote { get; set; }
    public string? Channel { get; set; }
    public string? Language { get; set; }
    public bool? IsAnonymous { get; set; }
    public string? ReporterType { get; set; }
    public string? ReporterRelationship { get; set; }
    public string? ReporterReference { get; set; }
    public string? ReportSeverity { get; set; }

    public string? CaseReference { get; set; }
    public string? Status { get; set; }
    public string? Outcome { get; set; }
    public string? OutcomeDetail { get; set; }
    public string? CaseSeverity { get; set; }

    /// <summary>Of <see cref="RowReferences"/>, as are the other two.</summary>
    public int? CategoryRef { get; set; }
    public int? SecondaryCategoryRef { get; set; }
    public DateTimeOffset? OpenedAt { get; set; }
    public string? OpenedPrecision { get; set; }
    public DateTimeOffset? ClosedAt { get; set; }
    public string? ClosedPrecision { get; set; }
    public Guid? HandlerId { get; set; }
    public Guid? QueueId { get; set; }
    public string? LeadSourceText { get; set; }
    public int? LocationRef { get; set; }
    public string? LocationText { get; set; }
    public string? BusinessUnit { get; set; }
    public IReadOnlyList<string>? Tags { get; set; }
    public string? Notes { get; set; }

    /// <summary>A JSON object of texts; null: none.</summary>
    public string? CustomFields { get; set; }

    public List<MappedPerson> People { get; } = [];
    public MappedInvestigation? Investigation { get; set; }

    internal void Clear()
    {
        RowKey = ReportReference = ReceivedPrecision = Details = Summary = IncidentNote = Channel = Language = ReporterType = null;
        ReporterRelationship = ReporterReference = ReportSeverity = CaseReference = Status = Outcome = OutcomeDetail = null;
        CaseSeverity = OpenedPrecision = ClosedPrecision = LeadSourceText = LocationText = BusinessUnit = Notes = CustomFields = null;
        KeyHash = RawKeyHash = ReferenceHash = ReportHash = TextHash = null;
        ReceivedAt = OpenedAt = ClosedAt = null;
        IncidentOn = null;
        IsAnonymous = null;
        CategoryRef = SecondaryCategoryRef = LocationRef = null;
        HandlerId = QueueId = null;
        Tags = null;
        Investigation = null;
        People.Clear();
    }
}
