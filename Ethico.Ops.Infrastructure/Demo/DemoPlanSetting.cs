namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>A row of platform.plan_settings.</summary>
/// <param name="Value">JSON text.</param>
internal sealed record DemoPlanSetting(string Plan, string Key, string Value);
