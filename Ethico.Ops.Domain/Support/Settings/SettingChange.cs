namespace Ethico.Ops.Domain.Support;

/// <summary>A value as typed, and the version it was typed over.</summary>
/// <param name="ExpectedVersion">Of the tenant's layer when it was looked at; null: it had no value of its own.</param>
public sealed record SettingChange(string Key, string Typed, int? ExpectedVersion);
