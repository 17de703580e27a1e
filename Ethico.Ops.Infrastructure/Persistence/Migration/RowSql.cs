using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Infrastructure.Imports.Validation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Ethico.Ops.Infrastructure.Persistence.Migration;

/// <summary>Statements over staged rows and findings that passes and fixes share. All within a door's transaction.</summary>
internal static class RowSql
{
    /// <summary>The door's own connection, for COPY and for statements over arrays.</summary>
    public static NpgsqlConnection Connection(this OpsDbContext context) => (NpgsqlConnection)context.Database.GetDbConnection();

    public static async Task<int> CommandAsync(this OpsDbContext context, string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = context.Command(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public static NpgsqlCommand Command(this OpsDbContext context, string sql, params object?[] values) => Command(context.Connection(), sql, values);

    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.AddWithValue(value ?? DBNull.Value);
        return command;
    }

    /// <summary>
    /// Sets groups to these counts. An acceptance stays with a group that did not grow: what a person looked at is still all there is.
    /// </summary>
    public static async Task PutGroupsAsync(
        this OpsDbContext context, OrganizationId tenant, RunId run, IReadOnlyList<string> columns, IReadOnlyList<GroupCount> groups, CancellationToken ct)
    {
        if (groups.Count == 0)
            return;
        await context.CommandAsync(
            """
            insert into migration.finding_groups as g (organization_id, run_id, code, severity, column_number, column_name, total, open)
            select $1, $2, x.code, x.severity, x.column_number, x.column_name, x.total, x.open
            from unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::int[], $8::int[]) x (code, severity, column_number, column_name, total, open)
            on conflict (organization_id, run_id, code, severity, column_number) do update
            set total = excluded.total, open = excluded.open, column_name = excluded.column_name,
                accepted_total = case when excluded.open <= g.accepted_total then g.accepted_total end,
                accepted_at = case when excluded.open <= g.accepted_total then g.accepted_at end,
                accepted_by = case when excluded.open <= g.accepted_total then g.accepted_by end
            """,
            ct,
            tenant.Value, run.Value,
            groups.Select(g => g.Mark.Rule.Code.Value).ToArray(),
            groups.Select(g => FindingCopy.Stored(g.Mark.Rule.Severity)).ToArray(),
            groups.Select(g => g.Mark.ColumnNumber).ToArray(),
            groups.Select(g => g.Mark.ColumnNumber == 0 ? null : columns[g.Mark.ColumnNumber - 1]).ToArray(),
            groups.Select(g => g.Total).ToArray(),
            groups.Select(g => g.Open).ToArray());
    }

    /// <summary>Adds the references that are not there yet.</summary>
    public static async Task PutReferencesAsync(this OpsDbContext context, RunScope scope, IReadOnlyList<StagedReference> references, CancellationToken ct)
    {
        if (references.Count == 0)
            return;
        await context.CommandAsync(
            """
            insert into migration.staged_references
                (organization_id, run_id, kind, ref, platform_id, parent_ref, code, name, name_key, standard_code, city, state, postal_code, country)
            select $1, $2, x.* from unnest($3::text[], $4::int[], $5::uuid[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[]) x
            on conflict do nothing
            """,
            ct,
            scope.Tenant.Value, scope.Run.Value,
            references.Select(r => r.Kind is ReferenceKind.Category ? "CATEGORY" : "LOCATION").ToArray(),
            references.Select(r => r.Ref).ToArray(),
            references.Select(r => r.PlatformId).ToArray(),
            references.Select(r => r.ParentRef).ToArray(),
            references.Select(r => r.Code).ToArray(),
            references.Select(r => r.Name).ToArray(),
            references.Select(r => r.NameKey).ToArray(),
            references.Select(r => r.StandardCode).ToArray(),
            references.Select(r => r.City).ToArray(),
            references.Select(r => r.State).ToArray(),
            references.Select(r => r.PostalCode).ToArray(),
            references.Select(r => r.Country).ToArray());
    }

    /// <summary>Brings the head's counts in line with the groups: errors and infos one by one, warnings by group not yet accepted.</summary>
    public static async Task<int> CountOpenAsync(this OpsDbContext context, RunScope scope, CancellationToken ct)
    {
        await using var command = context.Command(
            """
            update migration.runs r set errors_open = x.errors, warnings_open = x.warnings, infos_open = x.infos
            from (select coalesce(sum(open) filter (where severity = 'ERROR'), 0)::int as errors,
                    (count(*) filter (where severity = 'WARNING' and open > 0 and accepted_at is null))::int as warnings,
                    coalesce(sum(open) filter (where severity = 'INFO'), 0)::int as infos
                from migration.finding_groups where organization_id = $1 and run_id = $2) x
            where r.id = $2 returning r.errors_open
            """,
            scope.Tenant.Value, scope.Run.Value);
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }
}
