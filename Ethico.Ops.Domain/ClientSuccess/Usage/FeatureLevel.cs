namespace Ethico.Ops.Domain.ClientSuccess;

public enum FeatureLevel
{
    NotEntitled,
    NotConfigured,
    Idle,
    Light,
    Active,
    Power,
}
