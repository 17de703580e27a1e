namespace Ethico.Ops.Domain.ClientSuccess;

/// <summary>The five parts of a score, in the order they are shown and break ties.</summary>
public enum Component
{
    Login,
    Cases,
    Campaigns,
    Adoption,
    Tickets,
}
