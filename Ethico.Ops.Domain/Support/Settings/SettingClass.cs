namespace Ethico.Ops.Domain.Support;

/// <summary>What a setting's value is (access.md 6). Secret values are never selected.</summary>
public enum SettingClass
{
    Public,
    Personal,
    Narrative,
    Secret,
}
