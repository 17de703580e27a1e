namespace Ethico.Ops.Infrastructure.Demo;

internal static partial class DemoRows
{
    /// <summary>platform.plans</summary>
    internal sealed record Plan
    {
        public required string Code { get; init; }
        public required string Name { get; init; }
    }

    /// <summary>platform.setting_definitions</summary>
    internal sealed record SettingDefinition
    {
        public required string Key { get; init; }
        public required string ValueType { get; init; }
        public DemoJson? DefaultValue { get; init; }
        public bool IsSecret { get; init; }
        public DateTimeOffset? RetiredAt { get; init; }
    }

    /// <summary>platform.plan_settings</summary>
    internal sealed record PlanSetting
    {
        public required string Plan { get; init; }
        public required string Key { get; init; }
        public bool IsSecret { get; init; }
        public required DemoJson Value { get; init; }
        public int Version { get; init; } = 1;
        public required DateTimeOffset ChangedAt { get; init; }
    }

    /// <summary>platform.settings</summary>
    internal sealed record Setting
    {
        public required Guid OrganizationId { get; init; }
        public required string Key { get; init; }
        public bool IsSecret { get; init; }
        public required DemoJson Value { get; init; }
        public int Version { get; init; } = 1;
        public required DateTimeOffset ChangedAt { get; init; }
        public required string ChangedByKind { get; init; }
        public Guid? ChangedBy { get; init; }
    }

    /// <summary>platform.setting_changes</summary>
    internal sealed record SettingChange
    {
        public required Guid OrganizationId { get; init; }
        public required string Key { get; init; }
        public required int Version { get; init; }
        public DemoJson? Value { get; init; }
        public required DateTimeOffset ChangedAt { get; init; }
        public required string ChangedByKind { get; init; }
        public Guid? ChangedBy { get; init; }
    }

    /// <summary>platform.secrets</summary>
    internal sealed record Secret
    {
        public required Guid OrganizationId { get; init; }
        public required string Name { get; init; }
        public required DateTimeOffset ChangedAt { get; init; }
        public required byte[] Ciphertext { get; init; }
    }
}
