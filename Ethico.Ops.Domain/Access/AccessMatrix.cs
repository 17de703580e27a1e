using System.Collections.Frozen;
using System.Text;

namespace Ethico.Ops.Domain.Access;

/// <summary>
/// The matrix of access.md 2: one table, total, every pair answered. Unknown roles and permissions are refused.
/// docs/access-matrix.md is printed from here and compared by a test.
/// </summary>
public static class AccessMatrix
{
    // Columns: T1, T2, SupAdm, ImplSpec, ImplMgr, CSM, HotOp, HotSup, PlatAdm.
    // A all, S assigned, O own, - none; a limit follows after a colon.
    private static readonly (Permission Permission, string Cells)[] Table =
    [
        (Permission.SearchTenants, "A A A S A S - A A"),
        (Permission.EnterTenant, "A A A S A S:aggregates_only - - A"),
        (Permission.ViewCaseContent, "A A A S A - - - A"),
        (Permission.WriteInTenant, "- A A S A - - - A"),
        (Permission.RevealPersonalData, "- A A S A - - A:QA_queue A"),
        (Permission.SearchAcrossTenants, "A A A - - - - - A"),
        (Permission.ViewErrorLog, "A A A S A - - - A"),
        (Permission.ViewSystemHealth, "A A A A A A - A A"),
        (Permission.ViewConfiguration, "A A A S A - - - A"),
        (Permission.RequestOverride, "- A:allow-listed_keys A - - - - - A"),
        (Permission.ApproveOverride, "- - A - - - - - A"),
        (Permission.ViewJobs, "- A A - A - - - A"),
        (Permission.ManageJobs, "- - A - - - - - A"),
        (Permission.RunMigration, "- - - S A - - - A"),
        (Permission.RollBackMigration, "- - - S A - - - A"),
        (Permission.ApproveMigration, "- - - - A - - - A"),
        (Permission.ManageProjects, "- - - S A:+_assign,_escalate - - - A"),
        (Permission.ViewClientHealth, "- - A - A S - - A"),
        (Permission.OverrideHealth, "- - - - - S - - A"),
        (Permission.LogEngagement, "- - - - - S - - A"),
        (Permission.ViewRevenue, "- - - - - S - - A"),
        (Permission.EditHealthModel, "- - - - - - - - A"),
        (Permission.FeatureFlags, "- - - - - - - - A"),
        (Permission.SystemConfig, "- - - - - - - - A"),
        (Permission.ReadPublishedDirectives, "- - - - - - A A A"),
        (Permission.EditDirectives, "- - - - - - - A A"),
        (Permission.PublishDirectives, "- - - - - - - A A"),
        (Permission.WorkQaQueue, "- - - - - - O:returned A A"),
        (Permission.ReassignCases, "- - - - - - - A A"),
        (Permission.ManageTraining, "- - - - A - - A A"),
        (Permission.TakeTraining, "A A A A A A A A A"),
        (Permission.ViewAudit, "O O A O O O O O A"),
        (Permission.EndAnySession, "- - A - - - - - A"),
        (Permission.ManageOperators, "- - - - - - - - A"),
    ];

    private static readonly FrozenDictionary<(Role Role, Permission Permission), Grant> Cells = Read();

    /// <summary>What the role may do; <see cref="Scope.None"/> for a pair that is not in the table.</summary>
    public static Grant Answer(Role role, Permission permission) => Cells.GetValueOrDefault((role, permission));

    /// <summary>The table as docs/access-matrix.md holds it.</summary>
    public static string ToMarkdown()
    {
        var roles = Enum.GetValues<Role>();
        var text = new StringBuilder("# Access matrix\n\nPrinted from `AccessMatrix`; a test compares the two. A = all tenants, S = assigned tenants only, O = own, – = no.\n\n");
        text.Append("| Permission | ").AppendJoin(" | ", roles.Select(r => r.Stored())).Append(" |\n|---|");
        text.Insert(text.Length, "---|", roles.Length).Append('\n');
        foreach (var permission in Enum.GetValues<Permission>())
            text.Append("| ").Append(permission).Append(" | ").AppendJoin(" | ", roles.Select(r => Shown(Answer(r, permission)))).Append(" |\n");
        return text.ToString();
    }

    private static string Shown(Grant grant)
    {
        var scope = grant.Scope switch { Scope.All => "A", Scope.Assigned => "S", Scope.Own => "O", _ => "–" };
        return grant.Limit is null ? scope : $"{scope} ({grant.Limit})";
    }

    private static FrozenDictionary<(Role Role, Permission Permission), Grant> Read()
    {
        var cells = new Dictionary<(Role, Permission), Grant>();
        foreach (var (permission, row) in Table)
        {
            var parts = row.Split(' ');
            foreach (var role in Enum.GetValues<Role>())
                cells.Add((role, permission), Parse(parts[(int)role]));
        }

        return cells.ToFrozenDictionary();
    }

    private static Grant Parse(string cell)
    {
        var scope = cell[0] switch { 'A' => Scope.All, 'S' => Scope.Assigned, 'O' => Scope.Own, _ => Scope.None };
        return cell.Length == 1 ? new(scope) : new(scope, cell[2..].Replace('_', ' '));
    }
}
