namespace Ethico.Ops.Domain.ClientSuccess;

public enum TimelineKind
{
    Engagement,
    Ticket,
    ScoreChange,
    ModelChange,
    Override,
    GoLive,
    Alert,
    Renewal,

    /// <summary>What other areas keep of their own acts: support sessions, imports, certificates, directives.</summary>
    Session,
    Import,
    Certificate,
    Directive,
    Phase,

    /// <summary>Sixty days or more without an engagement.</summary>
    Silence,
}
