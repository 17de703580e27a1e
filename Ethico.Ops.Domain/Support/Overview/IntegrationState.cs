namespace Ethico.Ops.Domain.Support;

/// <summary>One integration of the tenant, with the last proof of each kind.</summary>
public sealed record IntegrationState(
    IntegrationKind Kind,
    string Name,
    bool IsActive,
    DateTimeOffset? ConfiguredAt,
    DateTimeOffset? LastTestAt,
    bool? LastTestOk,
    DateTimeOffset? LastSyncAt,
    bool? LastSyncOk)
{
    public IntegrationHealth Health => Judge(IsActive, ConfiguredAt is not null, LastTestOk, LastSyncOk);

    /// <summary>The worse of what is known rules: one failure is failing, nothing known is unproven.</summary>
    public static IntegrationHealth Judge(bool isActive, bool isConfigured, bool? testOk, bool? syncOk) => (isConfigured, isActive) switch
    {
        (false, _) => IntegrationHealth.NotSetUp,
        (_, false) => IntegrationHealth.SwitchedOff,
        _ when testOk is false || syncOk is false => IntegrationHealth.Failing,
        _ when testOk is null && syncOk is null => IntegrationHealth.Unproven,
        _ => IntegrationHealth.Good,
    };
}
