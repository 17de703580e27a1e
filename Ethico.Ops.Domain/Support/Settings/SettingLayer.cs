namespace Ethico.Ops.Domain.Support;

/// <summary>Where a setting's effective value comes from; a later one wins. None: nothing is set anywhere.</summary>
public enum SettingLayer
{
    None,
    Default,
    Plan,
    Tenant,
}
