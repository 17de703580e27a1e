using Ethico.Ops.Domain.Migration;
using Ethico.Ops.Domain.Shared;
using Ethico.Ops.Tests.Support;

namespace Ethico.Ops.Tests.Stores.MigrationWizard;

/// <summary>Many plain rows, staged in one statement: keys K-00001 on, one category, all in the queue.</summary>
internal static class BulkRun
{
    public static async Task<(StagedRun Run, ClientOffice Office)> MakeAsync(World world, int rows, MigrationMapping? mapping = null)
    {
        var tenant = await world.TenantAsync($"Client {Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}");
        var office = await ClientOffice.MakeAsync(world.Database, tenant);
        var run = await StagedRun.MakeAsync(world, tenant, mapping: mapping);
        await run.ReferAsync("CATEGORY", 1, "Harassment", office.Categories["Harassment"]);
        await FillAsync(run, office, rows);
        return (run, office);
    }

    /// <summary>People: every third row has a subject with a number, ten different ones; every fifth an investigation.</summary>
    public static async Task FillAsync(StagedRun run, ClientOffice office, int rows, int from = 1)
    {
        var (org, id) = (run.Tenant.Value, run.Run.Value);
        await run.Database.ExecuteAsync(
            """
            insert into migration.staged_rows (organization_id, run_id, row_number, file_number, file_row, line, state, row_key, digest,
                received_at, received_precision, details, reporter_type, case_reference_number, status, severity, category_ref, opened_at,
                opened_precision, queue_id)
            select $1, $2, n, 1, n, n + 1, 'READY', 'K-' || lpad(n::text, 5, '0'), sha256(n::text::bytea), '2023-01-01Z'::timestamptz + n * interval '1 hour',
                'DAY', 'What happened ' || n, 'UNKNOWN', 'K-' || lpad(n::text, 5, '0'), 'OPEN', 'LOW', 1, '2023-01-01Z'::timestamptz + n * interval '1 hour', 'DAY', $3
            from generate_series($5, $5 + $4 - 1) n
            """,
            org, id, office.Queue, rows, from);
        await run.Database.ExecuteAsync(
            """
            insert into migration.staged_people (organization_id, run_id, row_number, role, match_hash, matched_by, full_name, name_key, employee_id)
            select $1, $2, n, 'SUBJECT', 1000 + n % 10, 'EMPLOYEE', 'Person ' || n % 10, 'person ' || n % 10, 'E' || n % 10
            from generate_series($4, $4 + $3 - 1) n where n % 3 = 0
            """,
            org, id, rows, from);
        await run.Database.ExecuteAsync(
            """
            insert into migration.staged_investigations (organization_id, run_id, row_number, status, notes)
            select $1, $2, n, 'ACTIVE', 'Notes ' || n from generate_series($4, $4 + $3 - 1) n where n % 5 = 0
            """,
            org, id, rows, from);
    }
}
