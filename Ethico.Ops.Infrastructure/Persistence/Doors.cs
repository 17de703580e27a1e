namespace Ethico.Ops.Infrastructure.Persistence;

internal static class Doors
{
    public static string Role(this Door door) => door switch
    {
        Door.Portal => "ops_portal",
        Door.Tenant => "ops_tenant",
        Door.Overview => "ops_overview",
        Door.Hotline => "ops_hotline",
        Door.Jobs => "ops_jobs",
        Door.Migration => "ops_migration",
        Door.Import => "ops_import",
        _ => throw new ArgumentOutOfRangeException(nameof(door), door, "Not a door."),
    };
}
