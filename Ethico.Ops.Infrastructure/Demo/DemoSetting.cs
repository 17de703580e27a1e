namespace Ethico.Ops.Infrastructure.Demo;

/// <summary>A row of platform.setting_definitions.</summary>
/// <param name="Default">JSON text; null: none, as for every secret.</param>
internal sealed record DemoSetting(string Key, string Type, string? Default, bool IsSecret = false);
