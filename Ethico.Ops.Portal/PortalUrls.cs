using System.Globalization;
using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Ethico.Ops.Portal;

/// <summary>Every address there is. Pages are routed under these and linked through them.</summary>
internal static class PortalUrls
{
    public const string Home = "/";
    public const string Enter = "/enter";
    public const string SignIn = "/signin";
    public const string SignOut = "/signin/out";
    public const string Refused = "/refused";
    public const string Error = "/error";
    public const string NotFound = "/not-found";

    public const string Workspace = "/workspace";
    public const string WorkspaceUsers = "/workspace/users";
    public const string WorkspaceCases = "/workspace/cases";
    public const string WorkspaceConfiguration = "/workspace/configuration";
    public const string WorkspaceActivity = "/workspace/activity";

    public const string Migrations = "/migrations";

    public const string Clients = "/clients";
    public const string Alerts = "/alerts";
    public const string Renewals = "/renewals";
    public const string Adoption = "/adoption";

    public const string LiveSessions = "/admin/sessions";
    public const string Operators = "/admin/operators";
    public const string Audit = "/admin/audit";
    public const string AuditReplay = Audit + "/sessions";
    public const string AuditProof = Audit + "/proof";

    public const string HealthModel = "/admin/health-model";

    public const string AlertRules = "/admin/alert-rules";

    public const string UsageCsv = "/downloads/usage.csv";
    public const string CasesCsv = "/downloads/cases.csv";
    public const string PortfolioCsv = "/downloads/portfolio.csv";
    public const string HealthCsv = "/downloads/health.csv";
    public const string QbrPdf = "/downloads/qbr.pdf";
    public const string QbrHtml = "/downloads/qbr.html";
    public const string AuditZip = "/downloads/audit.zip";
    public const string SheetCsv = "/downloads/migration-sheet.csv";
    public const string SheetHtml = "/downloads/migration-sheet.html";
    public const string Uploads = "/uploads";
    public const string ContractFeed = "/feeds/contract-values";
    public const string ErrorFiles = "/downloads/migration-errors";

    /// <summary>The switcher, filled in from a ticket.</summary>
    public static string EnterTenant(OrganizationId tenant, string? ticket = null) => With(Enter, ("tenant", tenant.ToString()), ("ticket", ticket));

    public static string Case(CaseId id) => $"{WorkspaceCases}/{id}";

    public static string User(AccountId id) => $"{WorkspaceUsers}/{id}";

    public static string Setting(string key) => With(WorkspaceConfiguration, ("open", key));

    /// <param name="step">1 to 8; the one the run stands at where none is given.</param>
    public static string Migration(RunId id, int? step = null) =>
        With($"{Migrations}/{id}", ("step", step?.ToString(CultureInfo.InvariantCulture)));

    public static string ErrorFile(RunId id) => $"{ErrorFiles}/{id}";

    public static string Client(OrganizationId tenant) => $"{Clients}/{tenant}";

    public static string Operator(OperatorId id) => With(Operators, ("open", id.ToString()));

    public static string AuditOfSession(SessionId id) => $"{AuditReplay}/{id}";

    public static string ClientUsage(OrganizationId tenant) => Client(tenant) + "/usage";

    public static string ClientAdoption(OrganizationId tenant) => Client(tenant) + "/adoption";

    /// <param name="entry">Opens at this one.</param>
    public static string ClientTimeline(OrganizationId tenant, string? entry = null) => With(Client(tenant) + "/timeline", ("entry", entry));

    public static string ClientBenchmarks(OrganizationId tenant) => Client(tenant) + "/benchmarks";

    public static string ClientFile(OrganizationId tenant) => Client(tenant) + "/file";

    public static string ClientReview(OrganizationId tenant) => Client(tenant) + "/qbr";

    public static string ReviewFile(OrganizationId tenant, Guid review, bool isPdf) =>
        With(isPdf ? QbrPdf : QbrHtml, ("tenant", tenant.ToString()), ("review", review.ToString()));

    public static string ClientAlerts(OrganizationId tenant) => With(Alerts, ("view", "book"), ("client", tenant.ToString()));

    public static string Alert(Guid alert) => With(Alerts, ("view", "book"), ("open", alert.ToString()));

    /// <summary>An address with a query; empty values are left out, so that equal views have equal addresses.</summary>
    public static string With(string address, params IEnumerable<(string Name, string? Value)> query)
    {
        foreach (var (name, value) in query)
        {
            if (!string.IsNullOrEmpty(value))
                address = QueryHelpers.AddQueryString(address, name, value);
        }

        return address;
    }

    /// <summary>True for pages that show one tenant's rows: they close when their session does.</summary>
    public static bool IsInsideTenant(string path) =>
        path.Equals(Workspace, StringComparison.OrdinalIgnoreCase) || path.StartsWith(Workspace + "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>An address of this portal a person may be sent back to; anything else is Home.</summary>
    public static string SafeReturn(string? address) =>
        address is { Length: > 0 and <= 400 } && address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal)
        && !address.Contains('\\', StringComparison.Ordinal) && !address.Any(char.IsControl)
            ? address
            : Home;

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
