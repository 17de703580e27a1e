namespace Ethico.Ops.Domain.Migration;

/// <summary>A row between its cells and its record: what the feeds put down, before the rules that look at several fields.</summary>
internal sealed class RowDraft(MappedRow row)
{
    public const int Roles = 3;

    public MappedRow Row { get; } = row;

    public string? RawKey;
    public DateValue? Received;
    public DateValue? Opened;
    public DateValue? Closed;
    public DateValue? Incident;
    public bool? IsAnonymous;
    public string? ReporterType;
    public ValueMapEntry? StatusEntry;
    public string? StatusText;
    public string? Outcome;
    public string? OutcomeText;
    public string? CategoryName;
    public string? CategoryCode;
    public string? CategoryParent;
    public string? SecondaryName;
    public string? SecondaryCode;
    public string? SecondaryParent;
    public string? LocationName;
    public string? LocationCode;
    public string? City;
    public string? State;
    public string? PostalCode;
    public string? Country;
    public string? Lead;
    public readonly PersonDraft[] People = [new("REPORTER"), new("SUBJECT"), new("WITNESS")];
    public readonly InvestigationDraft Investigation = new();
    public readonly List<(string Name, string Value)> Custom = [];
    public readonly List<string> Notes = [];

    /// <summary>Targets whose cell has an Error of its own: they are not empty, they are wrong.</summary>
    public readonly HashSet<string> Broken = new(StringComparer.Ordinal);

    public void Clear()
    {
        RawKey = null;
        Received = Opened = Closed = Incident = null;
        IsAnonymous = null;
        ReporterType = StatusText = Outcome = OutcomeText = Lead = null;
        StatusEntry = null;
        CategoryName = CategoryCode = CategoryParent = SecondaryName = SecondaryCode = SecondaryParent = null;
        LocationName = LocationCode = City = State = PostalCode = Country = null;
        foreach (var person in People)
            person.Clear();
        Investigation.Clear();
        Custom.Clear();
        Notes.Clear();
        if (Broken.Count > 0)
            Broken.Clear();
        Row.Clear();
    }
}
