namespace Ethico.Ops.Domain.Support;

/// <summary>How a report came in.</summary>
public enum IntakeChannel
{
    Hotline,
    Web,
    Email,
    Mail,
    InPerson,
    Other,
}
