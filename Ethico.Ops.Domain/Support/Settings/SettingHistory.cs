namespace Ethico.Ops.Domain.Support;

/// <summary>One setting and its versions, newest first. A key that is not shown has none.</summary>
public sealed record SettingHistory(SettingView Setting, IReadOnlyList<SettingVersion> Versions);
