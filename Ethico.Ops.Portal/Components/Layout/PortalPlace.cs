using Ethico.Ops.Domain.Access;

namespace Ethico.Ops.Portal.Components.Layout;

/// <summary>A page the navigation and the palette know.</summary>
/// <param name="Needs">Shown to roles that have it at all; null: to everybody.</param>
/// <param name="Keys">The short-cut that goes there.</param>
public sealed record PortalPlace(string Area, string Title, string Href, Permission? Needs, string? Keys = null, bool IsInsideTenant = false)
{
    public static IReadOnlyList<PortalPlace> All { get; } =
    [
        new("Support", "Home", PortalUrls.Home, null, "g h"),
        new("Support", "Overview", PortalUrls.Workspace, Permission.EnterTenant, "g o", IsInsideTenant: true),
        new("Support", "Users", PortalUrls.WorkspaceUsers, Permission.ViewCaseContent, "g u", IsInsideTenant: true),
        new("Support", "Cases", PortalUrls.WorkspaceCases, Permission.ViewCaseContent, "g c", IsInsideTenant: true),
        new("Support", "Configuration", PortalUrls.WorkspaceConfiguration, Permission.ViewConfiguration, "g x", IsInsideTenant: true),
        new("Support", "Activity", PortalUrls.WorkspaceActivity, Permission.ViewAudit, "g a", IsInsideTenant: true),
        new("Impl", "Migrations", PortalUrls.Migrations, Permission.RunMigration, "g m"),
        new("CSM", "Portfolio", PortalUrls.Clients, Permission.ViewClientHealth, "g k"),
        new("CSM", "Alerts", PortalUrls.Alerts, Permission.ViewClientHealth, "g e"),
        new("CSM", "Renewals", PortalUrls.Renewals, Permission.ViewClientHealth, "g r"),
        new("CSM", "Adoption", PortalUrls.Adoption, Permission.ViewClientHealth),
        new("Admin", "Live sessions", PortalUrls.LiveSessions, Permission.EndAnySession, "g l"),
        new("Admin", "Operators", PortalUrls.Operators, Permission.ManageOperators, "g p"),
        new("Admin", "Audit trail", PortalUrls.Audit, Permission.ViewAudit, "g t"),
        new("Admin", "Health model", PortalUrls.HealthModel, Permission.EditHealthModel),
        new("Admin", "Alert rules", PortalUrls.AlertRules, Permission.EditHealthModel),
    ];

    public bool IsFor(Role role) => Needs is not { } permission || AccessMatrix.Answer(role, permission).IsGiven;
}
