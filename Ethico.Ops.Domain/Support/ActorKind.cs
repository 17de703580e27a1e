namespace Ethico.Ops.Domain.Support;

/// <summary>Who did something on the client's side: the client, staff, staff inside a session, a machine, a test.</summary>
public enum ActorKind
{
    Client,
    Staff,
    Impersonated,
    Machine,
    Test,
}
