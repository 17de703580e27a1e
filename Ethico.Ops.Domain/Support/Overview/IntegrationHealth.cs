namespace Ethico.Ops.Domain.Support;

/// <summary>What is known of an integration. Unproven is not good: nothing was ever tested or synchronised.</summary>
public enum IntegrationHealth
{
    NotSetUp,
    SwitchedOff,
    Unproven,
    Failing,
    Good,
}
