using Ethico.Ops.Domain.Access;
using Ethico.Ops.Domain.ClientSuccess;
using Ethico.Ops.Domain.Shared;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.ClientSuccess;

/// <summary>What the second save is told: who changed what since the version it began with, and when.</summary>
internal static class ConflictSql
{
    public static readonly Watched Client = new("client_success.client", "organization_id", "client file");
    public static readonly Watched Contact = new("client_success.contact", "id", "contact", AuditAction.EditContact);
    public static readonly Watched Engagement = new("client_success.engagement", "id", "engagement");
    public static readonly Watched Alert = new("client_success.alert", "id", "alert");
    public static readonly Watched Task = new("client_success.cs_task", "id", "task");

    /// <summary>Who is nobody: scheduled work.</summary>
    public const string NightsRun = "The night's run";

    private const string ErasedMark = "erased";

    // Columns in a person's words; two that always go together are one. What a save sets beside them is nobody's concern.
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["industry"] = "industry", ["headcount"] = "headcount", ["licensed_seats"] = "licensed seats", ["tags"] = "tags", ["renewal_on"] = "renewal date",
        ["renewal_kind"] = "kind of renewal", ["alert_level"] = "alert level", ["lead_id"] = "lead",
        ["name"] = "name", ["email"] = "e-mail address", ["roles"] = "roles", ["account_id"] = "login",
        ["state"] = "state", ["snoozed_until"] = "snooze", ["reason"] = "reason", ["owner_id"] = "owner", ["severity"] = "severity", ["stage"] = "severity",
        ["number"] = "figures", ["against"] = "figures", ["outcome"] = "outcome", ["title"] = "title", ["due_on"] = "due date",
        ["kind"] = "kind", ["subject"] = "subject", ["notes"] = "notes", ["contact_ids"] = "contacts", ["happened_at"] = "time", ["minutes"] = "minutes", ["follow_up_on"] = "follow-up",
        ["follow_up_done"] = "follow-up",
    };

    /// <remarks>Of one client alone: an id under another client's is one that is not there.</remarks>
    public static async Task<Refusal> ReadAsync(OpsDbContext context, Watched what, OrganizationId tenant, Guid id, long version, CancellationToken ct)
    {
        var found = await context.ReadAsync(
            $"""
            select c.key, c.value ->> 1 is null, p.display_name, (c.value ->> 2)::timestamptz
            from {what.Table} x
            left join lateral jsonb_each(x.changes) c on (c.value ->> 0)::bigint > $2
            left join access.operator_name p on p.operator_id = (c.value ->> 1)::uuid
            where x.{what.Key} = $1 and x.organization_id = $3
            """,
            r => (Column: r.MaybeText(0), IsNobody: r.GetBoolean(1), Who: r.MaybeText(2), At: r.Maybe<DateTimeOffset>(3)), ct, id, version, tenant.Value);
        if (found.Count == 0)
        {
            return SaveConflict.Gone(
                what.Name, "removed",
                what.Removal is { } act && await LastAsync(context, tenant, act, id.ToString(), ErasedMark, ct) is { } end ? end.By : null);
        }

        // A save from before changes were noted has no columns.
        return SaveConflict.Of(
            what.Name,
            [
                .. found.Where(c => c.Column is not null && Words.ContainsKey(c.Column))
                    .GroupBy(c => c.IsNobody ? NightsRun : c.Who ?? "Somebody", StringComparer.Ordinal)
                    .OrderBy(g => g.Key, StringComparer.Ordinal)
                    .Select(g => new SaveConflict(g.Key, g.Max(c => c.At), [.. g.Select(c => Words[c.Column!]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])),
            ]);
    }

    /// <summary>Who brought the one row to its marked end, or last did this to any of its kind: the entry alone is left to say so.</summary>
    /// <param name="mark">What the detail of such an entry holds, as "erased".</param>
    public static async Task<(SaveConflict By, bool IsMarked)?> LastAsync(
        OpsDbContext context, OrganizationId tenant, AuditAction action, string? id, string mark, CancellationToken ct) => (await context.ReadAsync(
        """
        select n.display_name, e.at, e.is_marked
        from (
            select a.actor_id, a.at, coalesce(a.detail::jsonb ? $4, false) as is_marked from access.audit_entry a
            where a.organization_id = $1 and a.action = $2 and a.outcome = 'ALLOWED' and ($3::text is null or (a.entity_id = $3 and a.detail::jsonb ? $4))
            order by a.at desc, a.id desc limit 1) e
        left join access.operator_name n on n.operator_id::text = e.actor_id
        """,
        r => (new SaveConflict(r.MaybeText(0), r.GetFieldValue<DateTimeOffset>(1), []), r.GetBoolean(2)), ct, tenant.Value, action.ToString(),
        ScopeSql.Typed(id, NpgsqlDbType.Text), mark)).Select(e => ((SaveConflict, bool)?)e).SingleOrDefault();

    /// <param name="Removal">The act that can take such a row away; its entry names the row.</param>
    internal sealed record Watched(string Table, string Key, string Name, AuditAction? Removal = null);
}
