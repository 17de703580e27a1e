namespace Ethico.Ops.Domain.Support;

/// <summary>One line of a case's history.</summary>
/// <param name="Id">Of the event or note: what opening its words asks for. Null for the import line.</param>
/// <param name="Event">For an event.</param>
/// <param name="Before">A code or an instant, where the event has one. Never an id: whoever it names is masked or named apart.</param>
/// <param name="HasWords">There is a text to open.</param>
/// <param name="Import">For the import line.</param>
public sealed record TimelineLine(
    TimelineKind Kind,
    Guid? Id,
    DateTimeOffset At,
    ActorKind? By,
    CaseEventKind? Event,
    string? Before,
    string? After,
    bool HasWords,
    CaseImport? Import);
